# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook bootstrap_organization: from account to account, and by a stack set as far as moto makes one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.options import PROVISIONER_SPEC
from tests.support.authorization.permission_steps import EC2_MAY
from tests.support.emulator.accounts import open_account
from tests.support.emulator.servers import CHECKOUT, Kind
from tests.support.runs.estate import Estate
from tests.support.runs.modules import run_module
from tests.support.runs.playbooks import PlaybookResult
from tests.support.scenarios.thorough import some

ROLE = "App2ContainerProvisioner"
CONTROL = "arn:aws:iam::111122223333:role/ControlNode"
PAGE = (CHECKOUT / "docs/bootstrap.md").read_text()
# The variables that the page shows: for both ways, and for the other playbooks.
BY_ACCOUNT, BY_STACK_SET, THROUGH_IT = map(
    yaml.safe_load, re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
)


@pytest.fixture
def estate(moto_endpoint: str, tmp_path: Path) -> Estate:
    return Estate(moto_endpoint, tmp_path)


def hosts(estate: Estate, *names: str) -> dict[str, Any]:
    """An inventory of accounts."""
    for name in names:
        estate.host(name)
    ids = {name: {"a2c_iam_account_id": estate.id_of(name)} for name in names}
    return {"children": {"a2c_accounts": {"hosts": ids}}}


def report(result: PlaybookResult) -> list[str]:
    """The lines that the playbook shows."""
    (shown,) = result.named("Show each account")
    return list(shown.result["msg"])


def roles(estate: Estate, host: str) -> list[str]:
    """The roles in the account of a host."""
    return sorted(role["RoleName"] for role in estate.accounts[host].client("iam").list_roles()["Roles"])


def bootstrap(estate: Estate, inventory: dict[str, Any], **variables: Any) -> PlaybookResult:
    """Run the playbook."""
    return estate.play("bootstrap_organization.yml", inventory, variables={**BY_ACCOUNT, **variables})


def test_account_by_account_and_site_through_the_new_role(estate: Estate) -> None:
    inventory = hosts(estate, "production", "staging", "broken")
    estate.accounts["broken"].client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=EC2_MAY)
    made = bootstrap(estate, inventory)
    failed, *others = report(made)
    assert failed.startswith(f"broken ({estate.id_of('broken')}): failed: ")
    assert "set adopt: true to manage it" in failed
    assert others == [f"{name} ({estate.id_of(name)}): 7 changes" for name in ("production", "staging")]
    assert (made.rc, made.recap["broken"]["failures"], made.recap["staging"]["failures"]) == (2, 1, 0)
    assert roles(estate, "production") == [ROLE]
    del inventory["children"]["a2c_accounts"]["hosts"]["broken"]
    assert estate.play("site.yml", inventory, variables=THROUGH_IT).rc == 0
    assert estate.users("production") == estate.users("staging") == ["ada"]


@pytest.mark.thorough
def test_a_second_run_changes_nothing(estate: Estate) -> None:
    """The variables of the other playbooks, which name the provisioner, do not get in the way."""
    inventory = hosts(estate, "staging")
    assert bootstrap(estate, inventory, **THROUGH_IT).rc == 0
    again = bootstrap(estate, inventory, **THROUGH_IT)
    assert report(again) == [f"staging ({estate.id_of('staging')}): unchanged"]


@pytest.mark.thorough
def test_the_provisioner_goes_after_the_access(estate: Estate) -> None:
    inventory = hosts(estate, "production", "staging")
    boundary = f"arn:aws:iam::{estate.id_of('staging')}:policy/App2ContainerBoundary"
    users = {"users": [{"name": "ada", "permissions_boundary": boundary}], "group": {"manage": False}}
    estate.accounts["staging"].client("iam").create_group(GroupName="App2ContainerUsers")
    for name, account in estate.accounts.items():
        for module, params in (("provisioner_role", {"trusted_principals": [CONTROL]}), ("access", users)):
            if (name, module) != ("production", "access"):
                outcome = run_module(module, params, environment=account.environment)
                assert not outcome.failed, outcome["msg"]
    removal: dict[str, Any] = {"a2c_bootstrap_state": "absent"}
    refused = bootstrap(estate, inventory, **removal)
    (message,) = {task.result["msg"] for task in refused.tasks if task.status == "failed"}
    assert message.startswith("Nothing has been removed. To remove the provisioner, set a2c_bootstrap_confirm_removal")
    removal["a2c_bootstrap_confirm_removal"] = estate.id_of("staging")
    kept = bootstrap(estate, inventory, **removal)
    assert "policy App2ContainerBoundary is still the permissions boundary of user ada" in report(kept)[1]
    iam = estate.accounts["staging"].client("iam")
    iam.remove_user_from_group(GroupName="App2ContainerUsers", UserName="ada")
    iam.delete_user(UserName="ada")
    gone = bootstrap(estate, inventory, **removal)
    assert (gone.rc, roles(estate, "staging"), roles(estate, "production")) == (0, [], [ROLE])


# Variables -> what the message says.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown": (
        {"a2c_bootstrap_trusted": [CONTROL]},
        "no such variable: a2c_bootstrap_trusted. It has a2c_bootstrap_m",
    ),
    "method": ({"a2c_bootstrap_method": "both"}, "a2c_bootstrap_method: must be accounts or stack_set, got both."),
    "no stack set": ({"a2c_bootstrap_method": "stack_set"}, "a2c_bootstrap_stack_set: name organizational_units and"),
    "confirmation": (
        {
            "a2c_bootstrap_method": "stack_set",
            "a2c_bootstrap_stack_set": {"organizational_units": ["r-ab12"], "region": "us-east-1"},
            "a2c_bootstrap_state": "absent",
        },
        "set a2c_bootstrap_confirm_removal to its name, app2container-provisioners.",
    ),
}


@pytest.mark.parametrize("case", some(REFUSED, every=4))
def test_wrong_variables_are_refused(estate: Estate, case: str) -> None:
    variables, message = REFUSED[case]
    refused = bootstrap(estate, {"hosts": {"localhost": {}}}, **variables)
    assert refused.rc == 2
    failures = [task.result for task in refused.tasks if task.status == "failed"]
    assert message in str(failures)


@pytest.mark.thorough
def test_by_a_stack_set(estate: Estate) -> None:
    """The emulator makes the stack and the role of its own account, and nothing of the stack set."""
    inventory = hosts(estate, "production")
    made = estate.play("bootstrap_organization.yml", inventory, variables=BY_STACK_SET)
    assert made.rc == 0
    assert report(made) == [f"production ({estate.id_of('production')}): has the provisioner"]
    removal = {"a2c_bootstrap_state": "absent", "a2c_bootstrap_confirm_removal": "app2container-provisioners"}
    gone = estate.play("bootstrap_organization.yml", inventory, variables={**BY_STACK_SET, **removal})
    (stack,) = gone.named("Make the stack")
    assert (gone.rc, stack.result["changed"]) == (0, True)


def test_a_stack_set_makes_the_provisioner_of_a_member_account(moto_endpoint: str) -> None:
    """As the template of an account does it by the API of stack sets, since moto knows no resource of this type."""
    management = open_account(Kind.MOTO, moto_endpoint, "330000000001")
    organizations, cloudformation = management.client("organizations"), management.client("cloudformation")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]["Id"]
    made = organizations.create_account(AccountName="member", Email="member@example.com")["CreateAccountStatus"]
    organizations.move_account(AccountId=made["AccountId"], SourceParentId=root, DestinationParentId=unit)
    given = {"trusted_principals": [CONTROL], "stack_set": {"organizational_units": [unit], "region": "us-east-1"}}
    built = run_module("provisioner_template", given, environment={})
    properties = built["template"]["Resources"]["AccountsStackSet"]["Properties"]
    (group,) = properties["StackInstancesGroup"]
    names = ("StackSetName", "PermissionModel", "Capabilities", "AutoDeployment", "TemplateBody")
    cloudformation.create_stack_set(**{name: properties[name] for name in names})
    cloudformation.create_stack_instances(StackSetName=properties["StackSetName"], **group)
    member = open_account(Kind.MOTO, moto_endpoint, made["AccountId"])
    role = member.client("iam").get_role(RoleName=ROLE)["Role"]
    own = f"arn:aws:iam::{made['AccountId']}"
    assert role["Arn"] == f"{own}:role/fleetops-app2container/{ROLE}"
    boundary = role["PermissionsBoundary"]["PermissionsBoundaryArn"]
    assert boundary == f"{own}:policy/fleetops-app2container/{ROLE}Boundary"
    # moto attaches no policies to roles of stacks, and CloudFormation sets no tags of policies.
    adopted = run_module(
        "provisioner_role", {"trusted_principals": [CONTROL], "adopt": True}, environment=member.environment
    )
    assert {change["action"] for change in adopted["changes"]} == {"attach", "tag"}


def test_the_page_lists_the_variables_of_the_playbook() -> None:
    (first, _second) = yaml.safe_load((CHECKOUT / "playbooks/bootstrap_organization.yml").read_text())
    known = yaml.safe_load((CHECKOUT / "playbooks/tasks/bootstrap_variables.yml").read_text())[0]["vars"]["known"]
    assert set(re.findall(r"`a2c_bootstrap_(\w+)`", PAGE.split("## Variables")[1].split("## ")[0])) == set(known)
    options = first["vars"]["__a2c_options"]
    assert options.keys() == PROVISIONER_SPEC.keys()
    own = {name for name, value in options.items() if f"a2c_bootstrap_{name}" in value}
    assert own == options.keys() & set(known)
    assert all("a2c_iam_" in value for name, value in options.items() if name not in own)
