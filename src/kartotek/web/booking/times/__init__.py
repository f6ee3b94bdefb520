"""Step 3: on which day, at what time?"""
