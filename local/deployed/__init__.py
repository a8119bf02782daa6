"""The stack in the lifter's own AWS account: the commands that make it, use it and remove it."""
