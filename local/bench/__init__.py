"""Scripts that measure; they print figures, or show why a line is read as it is.

- `figures`      the figures of docs/costs.md
- `explain`      a line's tokens, forms and reading, or the token that nothing took
- `read_report`  how much of a folder's prescriptions is understood, and how it agrees with another reading
"""
