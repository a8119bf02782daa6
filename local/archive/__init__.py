"""The stored weeks: how they are kept on this machine, found, read and asked."""
