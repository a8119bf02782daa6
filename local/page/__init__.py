"""Training on a phone: one HTML file for each week, an index, the cycle's figures, and the sessions as a calendar.

- `make`     the command `page`, and the cycle's page; `share` puts the pages where a phone can open them
- `calendar` writes a calendar file
- `render`   puts templates, styles and scripts (assets/) together: the page of a stored week, and the index
"""
