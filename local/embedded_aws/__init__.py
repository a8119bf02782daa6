"""An AWS inside this process (moto), brought up from the compiled template: begin with `stack`.

Importing this package imports no moto: compiling the template needs none.
"""

import local.embedded_aws.unused_services  # noqa: F401 - it leaves them out
