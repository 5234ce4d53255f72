# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages hold everything of a report, escape what comes from an account, load nothing, and stay small."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.filter.audit_html import audit_html
from ansible_collections.fleetops.app2container.plugins.filter.audit_index import audit_index
from tests.support import reports
from tests.support.report_pages import FAILED, pages

VOID = {"meta", "input", "link", "br", "img"}
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the texts outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All texts, with single spaces."""
        return " ".join("".join(self.texts).split())


PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_elements_are_closed_and_ids_are_unique(name: str) -> None:
    page = Page(PAGES[name])
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert (page.open, len(ids)) == ([], len(set(ids)))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_and_links_lead_to_aws_or_into_the_page(name: str) -> None:
    for tag, attributes in Page(PAGES[name]).elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "image", "use")
        assert not LOADING & set(attributes)
        assert not any(attribute.startswith("on") or attribute == "style" for attribute in attributes)
        if "href" in attributes:
            assert re.match(r"#[a-z-]+\Z|https://docs\.aws\.amazon\.com/", attributes["href"] or "")
    assert "@import" not in PAGES[name]
    assert "url(" not in re.sub(r"url\(#[a-z-]+\)", "", PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_of_the_page_allows_its_own_script_and_style_only(name: str) -> None:
    elements = Page(PAGES[name]).elements
    policy = next(str(item["content"]) for _tag, item in elements if "http-equiv" in item)
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", PAGES[name], re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_hostile_names_stay_texts() -> None:
    text = PAGES["hostile"]
    page = Page(text)
    written = '<script>alert("1")</script>\\x1b[2J\\u202eevil\' onload=x&amp;'
    assert page.text.count(written) >= 12
    assert [tag for tag, _attributes in page.elements].count("script") == 1
    assert text.count("<script>") == 1
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("name", "most"), [("bad", 300_000), ("right", 300_000), ("large", 2_000_000), ("index", 300_000)]
)
def test_pages_are_small(name: str, most: int) -> None:
    assert len(PAGES[name].encode()) <= most


def test_every_finding_is_on_the_page() -> None:
    text = Page(PAGES["bad"]).text
    for row in reports.bad_rows():
        assert row["id"] in text
        assert row["message"].removeprefix("Not checked, since ").rstrip(".")[1:] in text
        if row["status"] == "fail":
            assert row["remedy"] in text
            assert all(number in text for numbers in row["references"].values() for number in numbers)


def test_every_user_of_a_large_account_is_on_the_page() -> None:
    text = PAGES["large"]
    assert all(text.count(f"developer{number:04} ") >= 3 for number in (0, 1, 500, 999))
    assert len(re.findall(r"<article class=\"finding", text)) < 20


CRITICAL = "2 critical findings and 2 high findings to mend first"


@pytest.mark.parametrize(
    "words",
    [
        f"{CRITICAL}, and 4 others. 3 checks were not made: this report does not say that these pass.",
        "Since 20 November 2026, 10:00 UTC: 2 new, 1 fixed, 7 unchanged.",
        "iam:GenerateCredentialReport, 2 h 34 min old",
        "Missing permission: s3:GetBucketPolicyStatus",
        "EC2 is not offered in this partition",
        "The migration of the payment applications ends in December. 2026-12-31 security@example.com",
        "Access key 1 of user linus was never used. low, key-unused",
        "! Not by design User barbara is not the deployer, and has a policy that allows every action.",
        "✓ By design The deployer App2ContainerDeployer is an administrator: app2container --deploy needs that.",
        "SectionForS3AccessObjects differs, App2ContainerGeneral",
        "SectionForS3ReadAccess missing, App2ContainerGeneral",
        "224 days, too old",
        "Update policy App2ContainerGeneral iam:CreatePolicyVersion",
        "not asked: the option secrets is not set",
    ],
)
def test_the_page_says(words: str) -> None:
    text = " ".join(re.sub(r"<[^>]*>", " ", PAGES["bad"]).split())
    assert re.sub(r"\s*([,:.;])\s*", r"\1 ", words).strip() in re.sub(r"\s*([,:.;])\s*", r"\1 ", text)


@pytest.mark.parametrize(
    "words",
    [
        "Nothing was found.",
        "✓ Every statement is as the options want it.",
        "✓ Every check was made.",
        "Nothing is suppressed.",
        "✓ A run would change nothing.",
        "none to compare with",
    ],
)
def test_the_page_of_a_right_account_says(words: str) -> None:
    assert words in Page(PAGES["right"]).text


def unread() -> dict[str, Any]:
    """A report of an account that could not be read at all."""
    nothing: dict[str, Any] = {"graph": {"nodes": [], "edges": []}, "access_keys": [], "drift": None}
    return {**reports.ACCOUNTS["right"](), **nothing, "policy": {"current": [], "wanted": None, "differences": []}}


def test_the_page_of_an_account_without_anything_says_so() -> None:
    text = Page(audit_html(unread())).text
    for words in ("so there is no picture", "There is no policy.", "there was nothing to compare", "No access keys"):
        assert words in text


def test_an_index_shows_the_gravest_account_first_and_links_pages() -> None:
    fleet = [
        {**reports.ACCOUNTS["right"](), "account_id": "111111111111"},
        {**reports.ACCOUNTS["bad"](), "account_id": "222222222222"},
    ]
    text = audit_index(fleet, {"222222222222": "222222222222/report.html"})
    assert re.findall(r'<th scope="row">(.*?)</th>', text) == [
        '<a href="222222222222/report.html">222222222222</a>',
        "111111111111",
    ]
    assert CRITICAL in Page(text).text


@pytest.mark.parametrize(
    ("accounts", "failed", "words"),
    [
        (1, 2, "3 accounts 2 accounts were not audited: this page says nothing of them. 2 critical findings"),
        (0, 1, "1 account 1 account was not audited: this page says nothing of it. Last audit none"),
        (1, 0, "1 account 2 critical findings"),
    ],
)
def test_an_index_counts_accounts_that_were_not_audited(accounts: int, failed: int, words: str) -> None:
    text = audit_index([reports.ACCOUNTS["bad"]()] * accounts, failed=FAILED[:failed])
    assert words in " ".join(re.sub(r"<[^>]*>", " ", text.partition("<h1>")[2]).split())


def test_an_index_says_which_accounts_were_not_audited_and_why() -> None:
    text = Page(audit_index([], failed=FAILED)).text
    assert "It could not be reached, or its run ended before the audit: see the output of the run." in text
    assert 'Not allowed: <script>alert("1")</script>\\x1b[2J' in text
    assert all(words in text for words in ("staging", "333333333333", "Find out which account it is", "lab"))
    assert "No account was audited." in text


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        ("lab", "A failure must be a dictionary, got 'lab'; give its host and reason."),
        ({"host": "lab"}, "failure.reason of the report must be a text, got None; "),
    ],
)
def test_what_is_no_failure_is_refused(failure: Any, message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=re.escape(message)):
        audit_index([], failed=[failure])


def test_pages_are_the_same_each_time() -> None:
    assert pages() == PAGES
