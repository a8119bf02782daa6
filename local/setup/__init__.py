"""What make runs first: puts the Python and Node packages into place, on a machine that has none of them yet."""
