"""The stack in the lifter's own AWS account."""
