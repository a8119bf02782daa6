"""Printing in the terminal: what every command shares that prints there.

- `printing`         untrusted text, shown whole and never obeyed
- `tables`           tables that cut nothing
- `progress`         how far a run is: a bar, or lines, with the counts of its posts
- `errors_in_words`  errors of Step Functions as sentences; `log` the functions' log, to a file or the terminal
"""
