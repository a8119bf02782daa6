"""What the handlers and the steps use. It ships with them."""
