"""A small blog on this machine that answers like WordPress.

- `server`      Blog: serves posts for as long as its `with` block runs
- `rest`        WordPress's API for posts, without sockets
- `posts`       the files of its posts, with the fields that they leave out filled in
"""
