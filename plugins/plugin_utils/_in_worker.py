# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Runs a module of the collection in the process that Ansible has started for the task.

A module usually runs in a process of its own, which reads its code and boto3 anew: most of the time that an account
takes in which there is nothing to do. Here it has been read before Ansible starts the processes of its tasks.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.json import Direction, get_module_encoder
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, check_params

try:
    from ansible_collections.amazon.aws.plugins.module_utils.botocore import check_sdk_version_supported, get_aws_region
    from ansible_collections.amazon.aws.plugins.module_utils.exceptions import AnsibleBotocoreError
    from ansible_collections.amazon.aws.plugins.module_utils.modules import aws_argument_spec

    # Read before Ansible starts the processes of tasks, which then have it.
    from ansible_collections.fleetops.app2container.plugins.modules import access as _access  # noqa: F401
except ImportError:
    HAS_AMAZON_AWS = False  # Ansible says so when it sends the module
else:
    HAS_AMAZON_AWS = True

__all__ = ["HAS_AMAZON_AWS", "Call", "run_in_worker"]

LIBRARIES = ("boto3", "botocore", "urllib3")
Main = Callable[[MakeModule], None]


@dataclass(frozen=True, kw_only=True)
class Call:
    """The call of a module.

    Args:
        name: the full name of the module.
        options: its options as the task gives them.
        check: whether it runs in check mode.
        returns_warnings: whether its warnings are a part of its result, for a role that translates them.
        shows_options: whether the result shows how the module was called.
    """

    name: str
    options: Mapping[str, Any]
    check: bool
    returns_warnings: bool
    shows_options: bool


def _as_sent(value: Any, direction: Direction) -> dict[str, Any]:
    """What arrives of options or a result between Ansible and a module: what JSON has, without marks of Ansible."""
    received: dict[str, Any] = json.loads(json.dumps(value, cls=get_module_encoder("legacy", direction)))
    return received


class _Ended(SystemExit):
    """The module has ended with this result; it leaves a module in the same way as Ansible's own end of one."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        super().__init__(0)
        self.result = dict(result)


class _ModuleInWorker(AnsibleModule):
    """What the collection uses of AnsibleAWSModule, without a process to end. It writes no entry to the system log."""

    def __init__(
        self, call: Call, options: Mapping[str, Any], argument_spec: Mapping[str, Any], **settings: Any
    ) -> None:
        self._call, self._options = call, options
        self.returns_warnings = call.returns_warnings
        super().__init__({**aws_argument_spec(), **argument_spec}, **{**settings, "no_log": True})
        try:
            check_sdk_version_supported(warn=self.warn)
        except AnsibleBotocoreError as error:
            self.fail_json(msg=str(error))

    def _load_params(self) -> None:
        settings = {"_ansible_check_mode": self._call.check, "_ansible_module_name": self._call.name}
        self.params = {**self._options, **settings}

    @property
    def region(self) -> str | None:
        """The Region of the connection, if it has one."""
        region: str | None = get_aws_region(self)
        return region

    def exit_json(self, **result: Any) -> NoReturn:
        """Ends the module with a result, in which no secret is left."""
        if self._call.shows_options:
            result["invocation"] = {"module_args": self.params}
        plain = {key: value for key, value in result.items() if value is None or isinstance(value, bool)}
        result = {**remove_values(result, self.no_log_values), **plain}
        raise _Ended(_as_sent(result, Direction.MODULE_TO_CONTROLLER))

    def fail_json(self, msg: str, *, exception: BaseException | str | None = None, **result: Any) -> NoReturn:
        """Ends the module with a message. Ansible makes the traceback that it shows."""
        del exception
        self.exit_json(**result, failed=True, msg=msg)


def run_in_worker(main: Main, call: Call) -> dict[str, Any]:
    """Runs a module, and returns its result.

    Args:
        main: the function of the module, which gets what makes its module object.
        call: how it is called.
    """

    def make(_class: type[Any], argument_spec: Mapping[str, Any], **settings: Any) -> _ModuleInWorker:
        options = _as_sent(call.options, Direction.CONTROLLER_TO_MODULE)
        try:
            check_params(argument_spec, options)
        except OptionError as error:
            raise _Ended({"failed": True, "msg": str(error)}) from error
        return _ModuleInWorker(call, options, argument_spec, **settings)

    for library in LIBRARIES:  # what they log would get into the log of Ansible, and on the terminal
        logging.getLogger(library).propagate = False
    try:
        main(make)
    except _Ended as end:
        return end.result
    raise AssertionError(f"{call.name} did not end.")
