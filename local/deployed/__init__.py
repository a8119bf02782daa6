"""The stack in the lifter's own AWS account.

- `account`     a session in the account, .env, and what the deployed stack is called there
- `plan`        the command `plan`
- `deploy`      the commands `deploy`, `secret` and `remove-stack`; it checks the settings before a deployment
- `executions`  the commands `execute`, `backfill` and `retry`
- `serverless`  runs the Serverless Framework: for `deploy`, and for `deploy-function` and `logs`
- `pages`       the address that the pages have with PAGES=1
- `kept_data`   the data bucket and the sessions table, which stay when the stack is removed
"""
