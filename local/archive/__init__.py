"""The stored weeks: how they are kept on this machine, found, read and asked.

- `folder`   an archive's files, written so that a run may be killed at any moment
- `places`   which folder belongs to which source, which archives are on this machine, and how one is made anew
- `weekly_file` a weekly file's records, checked
- `weeks`    reads the weekly files, from a folder or from the bucket, as records
- `query`    the command `query`: in SQL, or by the name of a file of queries/
- `options`  the options that the commands on an archive share, and the date that is asked for
"""
