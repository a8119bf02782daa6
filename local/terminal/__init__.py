"""Printing in the terminal: text that others wrote, as text and whole, and tables that cut nothing."""
