"""What is drawn for docs/ from the project itself: the state machine, and pictures of the sample weeks."""
