"""Step 1: which service?"""
