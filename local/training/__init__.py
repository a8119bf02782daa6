"""A day's or a week's training in the terminal, with the weights that a lifter puts on the bar, and its volume.

- `gym`             the commands `today`, `week` and `next`: prints a session, or its segments in a line each
- `session_view`    a session in words: the one shape that terminal, page and calendar show
- `words`           an exercise in words
- `lifter`          who trains: the commands' options for it, the maxima, which weights a bar and its plates make
- `loads`           from percents to those weights
- `volume`          sets, reps, intensity and zones by week; `volume_report` prints and draws them
"""
