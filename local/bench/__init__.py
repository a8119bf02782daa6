"""Scripts that measure and search; they print figures."""
