"""Who is due for a visit, who was invited, and who booked?"""
