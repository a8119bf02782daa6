"""What runs on a laptop and in tests, and never ships."""
