"""Printing in the terminal: what every command shares that prints there."""
