"""The stack in the lifter's own AWS account.

- `account`     a session in the account, .env, and what the deployed stack is called there
- `plan`        the commands `plan`, `deploy` and `remove-stack`, with `deploy` and `remove`
- `checks`      the settings, checked before a deployment
- `pages`       the address that the pages have with PAGES=1
- `execute`     the commands `execute` and `backfill`; `retry` runs the posts in failed/ again
- `executions`  starts the state machine and follows it to its end
- `functions`   the commands on one function: `deploy-function` and `logs`
- `secret`      the blog's credentials in Secrets Manager
- `serverless`  runs the Serverless Framework
- `data_bucket` and `sessions_table`, which stay when the stack is removed
"""
