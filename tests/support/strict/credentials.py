# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What users hold: passwords, keys, certificates, devices."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.support.strict import views
from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.world import World, service_credentials

Content = dict[str, Any]
ID_CHARACTERS = string.ascii_uppercase + string.digits


def create_access_key(world: World, call: Call) -> Content:
    """CreateAccessKey: the one answer that holds the secret."""
    key = world.state.create_access_key(world.user(call["UserName"]).name)
    return {"AccessKey": views.access_key(call["UserName"], key) | {"SecretAccessKey": key.secret_access_key}}


def of_user(call: Call, kind: str, held: list[Any], attribute: str, parameter: str) -> Any:
    """Return what a user holds under an id."""
    for item in held:
        if getattr(item, attribute) == call[parameter]:
            return item
    raise no_such(f"The {kind} with id {call[parameter]} cannot be found.")


def access_key(world: World, call: Call) -> Any:
    """Return the access key that a call names."""
    keys = world.user(call["UserName"]).access_keys
    return of_user(call, "Access Key", keys, "access_key_id", "AccessKeyId")


def update_access_key(world: World, call: Call) -> None:
    """UpdateAccessKey."""
    access_key(world, call).status = call["Status"]


def delete_access_key(world: World, call: Call) -> None:
    """DeleteAccessKey."""
    world.state.delete_access_key(access_key(world, call).access_key_id, call["UserName"])


def create_login_profile(world: World, call: Call) -> Content:
    """CreateLoginProfile."""
    user = world.state.create_login_profile(call["UserName"], call.get("Password", "generated"))
    user.password_reset_required = call.get("PasswordResetRequired") == "true"
    return {
        "LoginProfile": {
            "UserName": user.name,
            "CreateDate": user.create_date,
            "PasswordResetRequired": user.password_reset_required,
        }
    }


def delete_login_profile(world: World, call: Call) -> None:
    """DeleteLoginProfile."""
    user = world.user(call["UserName"])
    if not user.password:
        raise no_such(f"Login Profile for User {user.name} cannot be found.")
    user.password = None


def upload_ssh_key(world: World, call: Call) -> Content:
    """UploadSSHPublicKey."""
    user = world.user(call["UserName"])
    key = user.upload_ssh_public_key(call["SSHPublicKeyBody"])
    further = {"Fingerprint": key.fingerprint, "SSHPublicKeyBody": key.ssh_public_key_body}
    return {"SSHPublicKey": views.ssh_key(user.name, key) | further}


def delete_ssh_key(world: World, call: Call) -> None:
    """DeleteSSHPublicKey."""
    keys = world.user(call["UserName"]).ssh_public_keys
    keys.remove(of_user(call, "SSH Public Key", keys, "ssh_public_key_id", "SSHPublicKeyId"))


def delete_certificate(world: World, call: Call) -> None:
    """DeleteSigningCertificate."""
    if world.user(call["UserName"]).signing_certificates.pop(call["CertificateId"], None) is None:
        raise no_such(f"The Certificate with id {call['CertificateId']} cannot be found.")


def deactivate_device(world: World, call: Call) -> None:
    """DeactivateMFADevice: a virtual device is free again."""
    world.state.deactivate_mfa_device(world.user(call["UserName"]).name, call["SerialNumber"])


def create_service_credential(world: World, call: Call) -> Content:
    """CreateServiceSpecificCredential, which moto lacks."""
    user = world.user(call["UserName"])
    identifier = "ACCA" + "".join(secrets.choice(ID_CHARACTERS) for _unused in range(16))
    held = service_credentials(user)
    held[identifier] = {
        "CreateDate": datetime.now(UTC),
        "ServiceName": call["ServiceName"],
        "ServiceUserName": f"{user.name}-at-{world.account_id}",
        "ServicePassword": secrets.token_urlsafe(32),
        "ServiceSpecificCredentialId": identifier,
        "UserName": user.name,
        "Status": "Active",
    }
    return {"ServiceSpecificCredential": views.service_credential(held[identifier], secret=True)}


def delete_service_credential(world: World, call: Call) -> None:
    """DeleteServiceSpecificCredential, which moto lacks."""
    identifier = call["ServiceSpecificCredentialId"]
    if service_credentials(world.user(call["UserName"])).pop(identifier, None) is None:
        raise no_such(f"No such credential {identifier} exists.")


CREDENTIALS: Mapping[str, Callable[[World, Call], Content | None]] = {
    "CreateAccessKey": create_access_key,
    "UpdateAccessKey": update_access_key,
    "DeleteAccessKey": delete_access_key,
    "CreateLoginProfile": create_login_profile,
    "DeleteLoginProfile": delete_login_profile,
    "UploadSSHPublicKey": upload_ssh_key,
    "DeleteSSHPublicKey": delete_ssh_key,
    "DeleteSigningCertificate": delete_certificate,
    "DeactivateMFADevice": deactivate_device,
    "CreateServiceSpecificCredential": create_service_credential,
    "DeleteServiceSpecificCredential": delete_service_credential,
}
