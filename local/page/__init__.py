"""A week to train from on a phone: one HTML file a week, an index, the cycle's figures, and the week in the calendar."""
