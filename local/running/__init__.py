"""What `make run` does: the blog is looked at, read into an archive on this machine, and the result is shown.

- `blog_posts`  asks the blog which posts it has, in which edit, and which of them the archive does not hold whole
- `reading`     the pure way: posts through the pipeline's steps into files
- `machine`     the machine's way: posts through the state machine on the embedded AWS
- `result`      what a run shows at its end: the newest week, what failed, where all of it is
"""
