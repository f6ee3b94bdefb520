"""Which programs may act for whom?"""
