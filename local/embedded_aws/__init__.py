"""An AWS inside this process (moto), brought up from the compiled template.

- `package`         what ships: the compiled template and the functions' code
- `stack`           EmbeddedAws: brings a stack up, runs executions and looks on state by state, tells what is stored
- `deployment`      what CloudFormation does with the template, and what moto is taught for it
- `lambda_runtime`  runs the handlers as Lambda would
- `api_calls`       looks on at the calls to AWS and makes them fail
- `fidelity`        where moto differs from AWS in ways that matter to this pipeline
- `speed`           what makes moto fast enough to wait for; `unused_services` shortens the start

Importing this package imports no moto: compiling the template needs none.
"""

import local.embedded_aws.unused_services  # noqa: F401 - it leaves them out
