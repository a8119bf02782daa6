"""Training on a phone: one HTML file for each week, an index, the cycle's figures, and the sessions as a calendar.

- `make`     the command `page`, and the cycle's page; `share` puts the pages where a phone can open them
- `calendar` writes a calendar file
- `weeks`    the pages of the stored weeks
- `render`   puts templates, styles and scripts (assets/) together, and says what the page's clock counts for a block
- `browser`  a Chromium to look at the pages with
"""
