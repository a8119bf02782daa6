"""A day's or a week's training in the terminal, with the weights that a lifter puts on the bar, and its volume.

- `gym`             the commands `today`, `week` and `next`
- `whiteboard`      prints a session as a coach writes it; `board_rows` makes the rows, `coach_lines` the lines beside
- `words`           an exercise in words; `summary` is a session's segments in a line each
- `lifter`          who trains: the maxima and the plates; `lifter_options` are the commands' options for it
- `loads`           from percents to weights; `lift_names` finds the misspelt names among the maxima
- `volume`          sets, reps, intensity and zones by week; `volume_report` prints them, `volume_chart` draws them
"""
