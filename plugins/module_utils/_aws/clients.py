# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all clients of the collection have in common, in modules and in the inventory: retries, errors, sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from ansible.module_utils.ansible_release import __version__ as core_version

from .._errors import OptionError
from .errors import ForeignAnswerError, translated, with_service
from .origin import foreign_answer, is_page
from .parallel import PARALLEL
from .retries import MAX_ATTEMPTS, gives_up

with suppress(ImportError):  # amazon.aws says so, and what to install
    from ansible_collections.amazon.aws.plugins.module_utils.botocore import get_aws_connection_info
    from boto3.session import Session
    from botocore.config import Config
    from botocore.utils import get_environ_proxies

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["Clients", "assumed", "client_config", "connecting", "prepared"]


def client_config(*, paced: bool = False) -> Any:
    """The configuration of a client: the retries of botocore.

    Args:
        paced: whether a client that was throttled makes its calls at the rate that the service takes. This is for
            thousands of calls, which would use up all retries.
    """
    retries: Any = {"mode": "adaptive" if paced else "standard", "total_max_attempts": MAX_ATTEMPTS}
    agent = f"Ansible/{core_version} fleetops.app2container"
    return Config(retries=retries, max_pool_connections=PARALLEL, user_agent_extra=agent)


class Clients:
    """Makes the clients of a module from its connection options.

    ``AnsibleAWSModule.client`` makes a session for each client, and each reads the data of botocore again.
    Here, the clients of a profile share a session.
    """

    def __init__(self, module: AnsibleAWSModule) -> None:
        self._module = module
        self._sessions: dict[object, Any] = {}
        self._lock = Lock()  # a session makes one client at a time

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of the module."""
        params: Mapping[str, Any] = self._module.params
        return params

    @property
    def region(self) -> str | None:
        """The Region of the connection, if it has one."""
        region: str | None = self._module.region
        return region

    def client(self, service: str, config: Any, **settings: Any) -> Any:
        """A boto3 client.

        Args:
            service: the service.
            config: its configuration, which the option ``aws_config`` can change.
            settings: what takes the place of connection options, with their names in boto3.

        Raises:
            BotoCoreError: a setting is wrong, or a Region is missing.
        """
        region, endpoint, given = get_aws_connection_info(self._module)
        given = {"region": region, **given, **settings}
        profile, changes = given.pop("profile_name", None), given.pop("aws_config", None)
        with self._lock:
            if profile not in self._sessions:
                self._sessions[profile] = Session(profile_name=profile)
            return self._sessions[profile].client(
                service,
                region_name=given.pop("region"),
                endpoint_url=endpoint,
                config=config.merge(changes) if changes else config,
                **given,
            )


@contextmanager
def connecting(service: str, endpoint_url: object, aws_config: Mapping[str, Any] | None) -> Iterator[None]:
    """Turns what botocore says of the settings of a connection into errors that name the option.

    Raises:
        OptionError: botocore refuses a setting, or would only trip over it in the first call.
        AwsError: the client cannot be made.
    """
    version = (aws_config or {}).get("signature_version", "")
    if not isinstance(version, str):
        raise OptionError("aws_config.signature_version", version, "must be a text", "for example v4")
    try:
        with translated(f"connect to {service}"):
            yield
    except (AttributeError, TypeError, ValueError) as error:  # botocore's way to refuse settings that it gets
        if str(error).startswith("Invalid endpoint"):
            hint = "write it like https://HOST:PORT, also in the environment variable AWS_ENDPOINT_URL"
            raise OptionError("endpoint_url", endpoint_url, str(error), hint) from error
        raise OptionError("aws_config", aws_config, f"botocore refuses these settings ({error})") from error


def prepared(client: Any, service: str) -> Any:
    """A client that refuses answers of others than AWS, notes in answers which service gave them, and gives up."""
    client.meta.events.register("before-parse", _checks_origin(client))
    client.meta.events.register("after-call", lambda parsed, model, **_kwargs: with_service(parsed, model))
    client.meta.events.register_first(f"needs-retry.{service}", gives_up)
    return client


def _checks_origin(client: Any) -> Any:
    """A handler that refuses answers of others than AWS, such as the login page of a network."""
    endpoint = client.meta.endpoint_url
    proxies = client.meta.config.proxies or get_environ_proxies(endpoint)

    def check(response_dict: Mapping[str, Any], **_kwargs: Any) -> None:
        status, body = response_dict["status_code"], response_dict["body"]
        if isinstance(body, bytes) and is_page(status, body):
            proxy = proxies.get(endpoint.partition(":")[0], "")
            raise ForeignAnswerError(foreign_answer(status, endpoint, proxy))

    return check


def assumed(sts: Any, role_arn: str, external_id: str | None = None) -> tuple[str, dict[str, Any]]:
    """The ARN of a session of a role, and its credentials as settings of further clients; they are never returned."""
    given = {"ExternalId": external_id} if external_id else {}
    with translated(f"assume role {role_arn}"):
        answer = sts.assume_role(RoleArn=role_arn, RoleSessionName="fleetops-app2container", **given)
    issued = answer["Credentials"]
    return answer["AssumedRoleUser"]["Arn"], {
        "aws_access_key_id": issued["AccessKeyId"],
        "aws_secret_access_key": issued["SecretAccessKey"],
        "aws_session_token": issued["SessionToken"],
        "profile_name": None,
    }
