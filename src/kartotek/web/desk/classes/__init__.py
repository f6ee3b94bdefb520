"""The dates of group classes: a week of them, new ones, and who takes part."""
