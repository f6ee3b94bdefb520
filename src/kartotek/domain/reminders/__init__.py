"""Of what are the staff to be reminded about a customer, when, and who was?"""
