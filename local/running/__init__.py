"""What `make run` does: the blog is looked at, read into an archive on this machine, and the result is shown."""
