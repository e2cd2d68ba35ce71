"""What is answered, how well and how sure of it."""
