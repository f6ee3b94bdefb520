"""In which words are customers told what happens?"""
