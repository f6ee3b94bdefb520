"""Step 2: with whom?"""
