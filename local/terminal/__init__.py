"""Printing in the terminal: untrusted text, shown whole and never obeyed, and tables that cut nothing."""
