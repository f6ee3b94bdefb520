"""Which programs outside are told what happens here, and did they hear it?"""
