"""Of what are the staff to be reminded about a customer: the form, its preview, deletion and the ways back."""
