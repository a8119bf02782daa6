"""An AWS inside this process (moto), brought up from the compiled template: begin with `stack`.

Importing this package imports no moto: compiling the template needs none. It leaves out services that moto imports
along with CloudFormation and Step Functions, and that the stack does not use: moto reads megabytes of JSON for EC2's
instance types and regions, and a validator of OpenAPI for API Gateway. Without them the embedded AWS is imported in
0.8 s of CPU time, and with them in 2.4 s.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Optional

UNUSED = ("moto.ec2", "moto.apigateway")


class _Absent(ModuleType):
    """A module that has every class that is imported from it. They are empty."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        service = ".".join(fullname.split(".")[:2])
        return ModuleSpec(fullname, self, is_package=True) if service in UNUSED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


# From now on they are imported as empty modules. What is imported already stays.
sys.meta_path.insert(0, _Finder())
