"""Step 3 of a class: which of its dates?"""
