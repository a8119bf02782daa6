"""A day's or a week's training in the terminal, with the weights that a lifter puts on the bar, and its volume.

- `gym`             the commands `today`, `week` and `next`
- `session_view`    a session in words, which terminal, page and calendar show; `session_shapes` are its shapes,
                    `line_places` the places of the coach's lines, `session_loads` the loads
- `whiteboard`      prints a session as a coach writes it
- `words`           an exercise in words; `summary` is a session's segments in a line each
- `lifter`          who trains: the maxima and the plates; `lifter_options` are the commands' options for it
- `plates`          which weights a bar and its plates make
- `loads`           from percents to weights
- `volume`          sets, reps, intensity and zones by week; `volume_report` prints them, `volume_chart` draws them
"""
