"""What has a customer with us, and what may she change herself?"""
