"""A simulated server, and a stand-in of Discord for a process of its own."""
