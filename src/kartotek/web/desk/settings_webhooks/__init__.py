"""Which programs outside are told what happens?"""
