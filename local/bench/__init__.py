"""Scripts that measure; they print figures.

- `cold_start`   what a cold start of each function costs; `parser` what reading a post costs
- `archive`      what a whole archive costs: time, payloads, requests and their price
- `read_report`  how much of a folder's prescriptions is understood; `set_agreement` compares it with another reading
- `kills`        kills runs at random moments, and checks what the next ones make of it
"""
