"""A small blog on this machine that answers like WordPress.

- `server`      Blog: serves posts for as long as its `with` block runs
- `rest`        WordPress's API for posts, without sockets, and what can go wrong between the pipeline and a blog
- `posts`       the files of its posts, with the fields that they leave out filled in
"""
