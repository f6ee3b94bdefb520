"""Rows for tests, one file an app: plain functions, valid by default, every value can be given."""
