# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of an organization as users run it: ansible-inventory, and a playbook in the accounts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.organization import MANAGEMENT, FakeOrganization
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment
from tests.support.runs.playbooks import ANSIBLE_PLAYBOOK, run_playbook

ANSIBLE_INVENTORY = ANSIBLE_PLAYBOOK.with_name("ansible-inventory")
PLUGIN = "fleetops.app2container.organization_accounts"
ROLE = "arn:aws:iam::{{ account_id }}:role/OrganizationAccountAccessRole"
VARIABLES: Mapping[str, Any] = {"a2c_iam_policy_deploy_targets": ["ecs"], "a2c_iam_components": ["group"]}
IDS = map(str, count(320_000_000_001))


@dataclass(frozen=True)
class Inventory:
    """A file of the plugin, and the variables of the environment that it is used with."""

    file: Path
    environment: Mapping[str, str]

    def configure(self, **options: Any) -> Inventory:
        """Write the file."""
        self.file.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}))
        return self

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ansible-inventory."""
        return subprocess.run(
            [ANSIBLE_INVENTORY, "--inventory", self.file, *words],
            env={**self.environment, "ANSIBLE_INVENTORY_ENABLED": PLUGIN},
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def listed(self) -> Any:
        """What ansible-inventory lists, without any warning."""
        done = self.run("--list")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)


@pytest.fixture
def fake() -> FakeOrganization:
    """Give an organization with units three deep, a suspended account, and a name that would be a template."""
    fake = FakeOrganization()
    workloads = fake.unit("Workloads")
    production = fake.unit("Prod EU", workloads)
    tier = fake.unit("Tier-1", production)
    sandbox = fake.unit("Sandbox")
    fake.unit("Empty")
    fake.account("200000000001", name="{{ lookup('pipe', 'id') }}", env="shared")
    fake.account("200000000002", production, env="production", wave="2")
    fake.account("200000000003", tier, env="production", wave="1")
    fake.account("200000000004", sandbox, env="test")
    fake.account("200000000005", sandbox, state="SUSPENDED")
    return fake


@pytest.fixture
def inventory(fake: FakeOrganization, tmp_path: Path) -> Iterator[Inventory]:
    with fake.serving() as endpoint:
        yield Inventory(tmp_path / "fleet.aws_organization.yml", aws_environment(endpoint))


def test_the_graph(inventory: Inventory, fake: FakeOrganization) -> None:
    fake.empty_pages = True
    done = inventory.configure().run("--graph")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == f"""\
@all:
  |--@ungrouped:
  |--@a2c_accounts:
  |  |--@ou_Workloads:
  |  |  |--@ou_Workloads_Prod_EU:
  |  |  |  |--@ou_Workloads_Prod_EU_Tier_1:
  |  |  |  |  |--200000000003
  |  |  |  |--200000000002
  |  |--@ou_Sandbox:
  |  |  |--200000000004
  |  |--{MANAGEMENT}
  |  |--200000000001
  |  |--200000000002
  |  |--200000000003
  |  |--200000000004
"""
    )


def test_variables_and_constructed_groups(inventory: Inventory) -> None:
    """What others have written is data, also where it looks like a template."""
    inventory.configure(
        assume_role_arn=ROLE,
        tags=True,
        compose={"wave": "account_tags.wave | default(9) | int"},
        groups={"production": "account_tags.env | default('') == 'production'"},
        keyed_groups=[{"key": "account_tags.wave | default('last')", "prefix": "wave"}],
    )
    listed = inventory.listed()
    hosts = listed["_meta"]["hostvars"]
    assert hosts["200000000003"] == {
        "a2c_iam_account_id": "200000000003",
        "a2c_iam_assume_role_arn": "arn:aws:iam::200000000003:role/OrganizationAccountAccessRole",
        "account_email": "200000000003@example.com",
        "account_id": "200000000003",
        "account_is_management": False,
        "account_name": "account 200000000003",
        "account_ou_id": "ou-root-00000002",
        "account_ou_path": "/Workloads/Prod EU/Tier-1",
        "account_partition": "aws",
        "account_state": "ACTIVE",
        "account_tags": {"env": "production", "wave": "1"},
        "ansible_connection": "local",
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "wave": 1,
    }
    assert "a2c_iam_assume_role_arn" not in hosts[MANAGEMENT]
    assert hosts["200000000001"]["account_name"] == {"__ansible_unsafe": "{{ lookup('pipe', 'id') }}"}
    assert listed["production"]["hosts"] == ["200000000002", "200000000003"]
    assert listed["wave_1"]["hosts"] == ["200000000003"]
    assert listed["wave_last"]["hosts"] == [MANAGEMENT, "200000000001", "200000000004"]


def test_filters(inventory: Inventory, fake: FakeOrganization) -> None:
    """Tags are read only of the accounts that the other filters leave; each account that is left out is told."""
    inventory.configure(
        management_account=False, exclude_organizational_units=["Sandbox"], tag_filters={"env": ["production", "test"]}
    )
    done = inventory.run("--list", "-v")
    left_out = [line for line in done.stdout.splitlines() if line.startswith("No host")]
    assert left_out == [
        f"No host for account {MANAGEMENT} (management_account: the management account)",
        "No host for account 200000000004 (exclude_organizational_units: lies in /Sandbox)",
        "No host for account 200000000005 (states: SUSPENDED)",
        "No host for account 200000000001 (tag_filters: env is shared)",
    ]
    listed = json.loads(done.stdout[done.stdout.index("{") :])
    assert listed["a2c_accounts"]["hosts"] == ["200000000002", "200000000003"]
    assert fake.calls["ListTagsForResource"] == 3


def test_a_cache_is_kept_apart_by_account_and_has_no_secret(
    inventory: Inventory, fake: FakeOrganization, tmp_path: Path
) -> None:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    first = inventory.configure(**cache).listed()
    read = fake.calls.total()
    assert inventory.listed() == first
    filtered = inventory.configure(**cache, organizational_units=["Sandbox"]).listed()
    assert filtered["a2c_accounts"]["hosts"] == ["200000000004"]
    assert fake.calls.total() == read
    fake.account("200000000006")
    fake.caller = "200000000001"
    assert "200000000006" in inventory.configure(**cache).listed()["a2c_accounts"]["hosts"]
    fake.caller = MANAGEMENT
    assert inventory.listed() == first
    files = [path.read_text() for path in (tmp_path / "cache").iterdir()]
    assert len(files) == 2
    assert inventory.environment["AWS_SECRET_ACCESS_KEY"] not in "".join(files)


FAILURES: Mapping[str, tuple[dict[str, Any], str]] = {
    "denied": (
        {},
        "Cannot find the root of the organization: access denied to organizations:ListRoots",
    ),
    "unfilled": ({"assume_role_arn": ROLE + "{{ x }}"}, "assume_role_arn: cannot be filled ('x' is undefined)"),
    "constructed": ({"strict": True, "compose": {"a": "account_tags.env"}}, "Could not set a for host"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told_and_leaves_no_host(inventory: Inventory, fake: FakeOrganization, name: str) -> None:
    """Not even the accounts that were added before it."""
    options, message = FAILURES[name]
    if name == "denied":
        fake.fails["ListRoots"] = "AccessDeniedException"
    done = inventory.configure(**options).run("--list")
    assert message in done.stderr
    assert json.loads(done.stdout)["_meta"]["hostvars"] == {}


def test_after_a_failure_playbooks_work_in_no_account(inventory: Inventory) -> None:
    """Not in the account of the credentials either, as they do without any inventory."""
    inventory.configure(organizational_units=["Misspelled"])
    environment = {**inventory.environment, "ANSIBLE_INVENTORY_ENABLED": PLUGIN}
    playbook = CHECKOUT / "playbooks/site.yml"
    silent = run_playbook(playbook, env=environment, inventory=inventory.file, extra_vars=VARIABLES)
    assert (silent.rc, silent.tasks) == (0, ())
    assert "organizational_units[0]: the organization has no such organizational unit" in silent.stderr
    strict = {**inventory.environment, "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
    assert Inventory(inventory.file, strict).run("--list").returncode != 0


def members(account: Account, *names: str) -> list[str]:
    """Make an organization of moto with member accounts, and return their IDs."""
    organizations = account.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    made = [organizations.create_account(AccountName=name, Email=f"{name}@example.com") for name in names]
    return [answer["CreateAccountStatus"]["AccountId"] for answer in made]


def test_a_playbook_works_in_the_accounts_with_their_roles(moto_endpoint: str, tmp_path: Path) -> None:
    """Moto gives no paths, so that the accounts are read unit by unit. A closed account is left out."""
    management = open_account(Kind.MOTO, moto_endpoint, next(IDS))
    shop, pay, closed = members(management, "shop", "pay", "closed")
    organizations = management.client("organizations")
    organizations.close_account(AccountId=closed)
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]["Id"]
    organizations.move_account(AccountId=pay, SourceParentId=root, DestinationParentId=unit)
    inventory = Inventory(tmp_path / "fleet.aws_organization.yaml", management.environment)
    inventory.configure(assume_role_arn=ROLE, management_account=False)
    assert inventory.listed()["ou_Workloads"] == {"hosts": [pay]}
    result = run_playbook(
        CHECKOUT / "playbooks/site.yml", env=management.environment, inventory=inventory.file, extra_vars=VARIABLES
    )
    assert (result.rc, {*result.recap}) == (0, {shop, pay}), result.stdout
    for member in (shop, pay):
        groups = open_account(Kind.MOTO, moto_endpoint, member).client("iam").list_groups()["Groups"]
        assert [group["GroupName"] for group in groups] == ["App2ContainerUsers"]
    assert management.client("iam").list_groups()["Groups"] == []


@pytest.mark.thorough
def test_three_hundred_accounts_on_moto(moto_endpoint: str, tmp_path: Path) -> None:
    management = open_account(Kind.MOTO, moto_endpoint, next(IDS))
    made = members(management, *(f"account-{number}" for number in range(300)))
    inventory = Inventory(tmp_path / "fleet.aws_organization.yml", management.environment).configure()
    hosts = inventory.listed()["a2c_accounts"]["hosts"]
    assert hosts == sorted([management.account_id, *made])
