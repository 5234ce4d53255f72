# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all clients of the collection have in common, in modules and in the inventory: retries, errors, sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from .._errors import OptionError
from .errors import ForeignAnswerError, translated, with_service
from .origin import foreign_answer, is_page
from .parallel import PARALLEL
from .retries import MAX_ATTEMPTS, gives_up

with suppress(ImportError):  # amazon.aws says so, and what to install
    from botocore.config import Config
    from botocore.utils import get_environ_proxies

__all__ = ["assumed", "client_config", "connecting", "prepared"]


def client_config(*, paced: bool = False) -> Any:
    """The configuration of a client: the retries of botocore.

    Args:
        paced: whether a client that was throttled makes its calls at the rate that the service takes. This is for
            thousands of calls, which would use up all retries.
    """
    retries: Any = {"mode": "adaptive" if paced else "standard", "total_max_attempts": MAX_ATTEMPTS}
    return Config(retries=retries, max_pool_connections=PARALLEL)


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


def assumed(sts: Any, role_arn: str) -> tuple[str, dict[str, Any]]:
    """The ARN of a session of a role, and its credentials as settings of further clients; they are never returned."""
    with translated(f"assume role {role_arn}"):
        answer = sts.assume_role(RoleArn=role_arn, RoleSessionName="fleetops-app2container")
    issued = answer["Credentials"]
    return answer["AssumedRoleUser"]["Arn"], {
        "aws_access_key_id": issued["AccessKeyId"],
        "aws_secret_access_key": issued["SecretAccessKey"],
        "aws_session_token": issued["SessionToken"],
        "profile_name": None,
    }
