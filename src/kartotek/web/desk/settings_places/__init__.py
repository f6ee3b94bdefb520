"""Where does the business work, and how is it divided into areas?"""
