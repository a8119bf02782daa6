"""The stored weeks, and the commands that read them."""
