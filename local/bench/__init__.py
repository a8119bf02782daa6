"""Scripts that measure; they print figures.

- `figures`      the figures of docs/costs.md
- `read_report`  how much of a folder's prescriptions is understood; `set_agreement` compares it with another reading
"""
