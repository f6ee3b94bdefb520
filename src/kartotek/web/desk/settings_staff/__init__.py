"""Who works here, in which role, with which rights?"""
