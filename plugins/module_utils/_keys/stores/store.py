# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every store of access keys has: settings that are read from suboptions, and the methods of an open store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, Self

from ..._aws.connection import Connection
from ..._errors import App2ContainerError
from ..._plan.change import NOTHING
from ..model import NewKey, StoredKeys

__all__ = ["Store", "StoreContext", "StoreError", "StoreOptions", "StoreSettings", "Suboptions"]

Suboptions = Mapping[str, Mapping[str, Any]]  # as in the argument spec of a module


class StoreError(App2ContainerError):
    """A store cannot be read or written. The message names the location, never what is in it."""


class Store(Protocol):
    """The store of the keys of users. Every method may be called by several threads, for different users."""

    def inspect(self, user: str) -> StoredKeys:
        """What the store holds for a user, found out without decrypting or changing anything."""

    def prepare(self, user: str) -> None:
        """Makes the store as configured and proves that it can be written; what it holds for the user stays."""

    def write(self, key: NewKey) -> None:
        """Replaces the key that the store holds for a user, completely or not at all."""

    def discard(self, user: str) -> None:
        """Removes what the store holds for a user; nothing there is not an error."""

    def location(self, user: str) -> str:
        """Where a user finds the key."""


@dataclass(frozen=True, kw_only=True)
class StoreOptions:
    """The options that concern a store.

    Args:
        given: the suboptions of ``store`` that are set: all that the store requires, and none that it does not take.
        users: the suboptions of each user, by name, in the order of the option ``users``.
        present: whether the users are to have a key.
        readable: the secrets that general users may read: names, ARNs, or patterns of either.
    """

    given: Mapping[str, Any] = field(repr=False)
    users: Mapping[str, Mapping[str, Any]]
    present: bool = True
    readable: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoreContext:
    """What stores are opened with: the connection to the account, its id, and the ARN of a user by name."""

    connection: Connection
    account_id: str
    arn_of: Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class StoreSettings(ABC):
    """The settings of one kind of store. The class variables declare its suboptions.

    ``suboptions`` are those of the option ``store``, and ``user_suboptions`` those of ``users`` that only some stores
    take. ``required`` must be given, and exactly one of ``exactly_one_of``.
    """

    suboptions: ClassVar[Suboptions]
    user_suboptions: ClassVar[Suboptions] = NOTHING
    required: ClassVar[tuple[str, ...]] = ()
    exactly_one_of: ClassVar[tuple[str, ...]] = ()

    @classmethod
    @abstractmethod
    def read(cls, options: StoreOptions, /) -> Self:
        """The settings, checked.

        Raises:
            OptionError: a value that the store cannot use.
        """

    @abstractmethod
    def open(self, context: StoreContext, /) -> Store:
        """The store.

        Raises:
            OptionError: a value proves to be wrong.
            StoreError: something that the store needs is not installed.
        """
