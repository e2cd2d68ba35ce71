"""One job at a time; the one that builds, in a process of its own."""
