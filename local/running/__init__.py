"""What `make run` does: the blog is looked at, read into an archive on this machine, and the result is shown.

- `blog_posts`  asks the blog which posts it has, in which edit
- `unread`      which of them the archive does not hold whole
- `reading`     runs the state machine on the embedded AWS until they are read
- `mirror`      keeps the archive's folder as that AWS's bucket and table are
- `stopping`    Ctrl-C, `kill` and a closed terminal
- `display`     prints the newest week, the states and what failed; `result` is all that a run shows at its end
"""
