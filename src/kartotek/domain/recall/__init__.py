"""Which customers are to be invited back, when, and who came of it?"""
