"""An address -> what the public web has there, and nothing of any other network."""
