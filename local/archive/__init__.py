"""The stored weeks, and everything that asks them."""
