"""Training on a phone: one HTML file for each week, an index, the cycle's figures, and the sessions as a calendar.

- `make`      the command `page`; `share` puts a week's page into the bucket, `calendar` writes a calendar file
- `weeks`     the pages of the stored weeks; `cycle` is the page of the figures by lift, `charts` draws its pictures
- `clocks`    what the page's clock counts for a block
- `render`    puts templates, styles and scripts (assets/, modules whose types `make lint` checks) together
- `install`   what makes the folder an app on a phone: manifest, icons, service worker
- `pictures`  the picture of a page; `browser` opens a Chromium for it
"""
