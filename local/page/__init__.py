"""Training on a phone: one HTML file for each week, an index, the cycle's figures, and the sessions as a calendar."""
