"""What makes the folder of pages an app on a phone: its manifest, its icons, and the service worker that keeps it.

The folder is served as it is, over https, all of it from one place; its files are `index.html` (begin here),
`cycle.html`, `<first>__<last>--<programme>.html` for each week, and those of `app_files`:
`manifest.webmanifest` (application/manifest+json), `icon-180.png`, `icon-192.png`, `icon-512.png` and `sw.js`
(text/javascript). `sw.js` names a hash of all the others: a browser that finds another `sw.js` fetches them anew, so
`sw.js` and the pages must not be cached for long by what serves them (`Cache-Control: no-cache`), and `sw.js` is
uploaded last. A Content-Security-Policy header must allow `worker-src 'self'` and `manifest-src 'self'`.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping, Sequence

from local.page.render import assets

KEPT_WEEKS = 12  # without a visit: less than two megabytes
ICON_SIZES = (180, 192, 512)
GROUND, STEEL = (15, 17, 20), (166, 173, 184)  # the page's dark ground, and its muted ink
# The icon is a loaded bar: (left, top, right, bottom) in hundredths, all of it in the circle that a phone may cut out.
BAR = (
    ((12, 48, 88, 52), STEEL),
    ((30, 24, 37, 76), (179, 38, 30)),
    ((22, 33, 28, 67), (29, 78, 216)),
    ((63, 24, 70, 76), (179, 38, 30)),
    ((72, 33, 78, 67), (29, 78, 216)),
)


def app_files(pages: Mapping[str, bytes], newest: Sequence[str]) -> dict[str, bytes]:
    """Return the files that stand beside the pages, `sw.js` the last. `newest` are the pages kept without a visit."""
    beside = {"manifest.webmanifest": manifest(), **{f"icon-{size}.png": icon(size) for size in ICON_SIZES}}
    kept = ["index.html", "cycle.html", *newest, *beside]
    version = hashlib.sha256(b"".join(name.encode() + pages[name] for name in sorted(pages))).hexdigest()[:16]
    worker = f"self.FILES = {json.dumps(kept)};\nself.VERSION = {json.dumps(version)};\n{assets(['sw.js'])}"
    return {**beside, "sw.js": worker.encode()}


def manifest() -> bytes:
    """Return the web app manifest: the app opens on the index, without the browser's bars."""
    icons = [
        {"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size in ICON_SIZES[1:]
    ]
    ground = "#{:02x}{:02x}{:02x}".format(*GROUND)
    return json.dumps(
        {
            "name": "Invictus weightlifting",
            "short_name": "Invictus",
            "id": "./",
            "start_url": "index.html",
            "scope": "./",
            "display": "standalone",
            "background_color": ground,
            "theme_color": ground,
            "icons": icons,
        },
        indent=1,
    ).encode()


def icon(size: int) -> bytes:
    """Return the icon as a PNG of `size` x `size` pixels (PNG specification: signature, IHDR, IDAT, IEND)."""
    rows = []
    for y in range(size):
        row = [GROUND] * size
        for (left, top, right, bottom), colour in BAR:
            if top * size <= y * 100 < bottom * size:
                begin, end = left * size // 100, right * size // 100
                row[begin:end] = [colour] * (end - begin)
        rows.append(b"\0" + bytes(part for pixel in row for part in pixel))  # 0: the row is not filtered
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)  # 8 bits, red, green and blue
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
