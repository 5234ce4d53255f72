# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: keeps what each session of botocore reads and computes again, which is half of the time of a run."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import botocore.hooks
from botocore.client import ClientCreator
from botocore.hooks import EventAliaser, HierarchicalEmitter
from botocore.loaders import JSONFileLoader, Loader
from botocore.model import ServiceModel

_read_file = functools.cache(functools.partial(JSONFileLoader.load_file, JSONFileLoader()))
_list_services = Loader.list_available_services
_make_methods = ClientCreator._create_methods  # type: ignore[attr-defined]
_accepts_kwargs = botocore.hooks.accepts_kwargs
_listed: dict[tuple[str, ...], list[str]] = {}
_methods: dict[str, dict[str, Any]] = {}
_alias = functools.partial(
    EventAliaser._alias_event_name,  # type: ignore[attr-defined]
    EventAliaser(HierarchicalEmitter()),  # it remembers what it has answered
)


def _services(loader: Loader, type_name: str) -> list[str]:
    """Return the services of which the folders of a loader have descriptions of a type."""
    key = (type_name, *loader.search_paths)
    if key not in _listed:
        _listed[key] = _list_services(loader, type_name)
    return _listed[key]


def _methods_of(creator: ClientCreator, model: ServiceModel) -> dict[str, Any]:
    """Return the methods of a client, which know their client only once they are called."""
    if model.service_name not in _methods:
        _methods[model.service_name] = _make_methods(creator, model)
    return dict(_methods[model.service_name])


def _takes_kwargs(function: Callable[..., Any]) -> bool:
    """Tell what botocore finds out from the whole signature."""
    code = getattr(function, "__code__", None)
    return bool(code.co_flags & inspect.CO_VARKEYWORDS) if code else bool(_accepts_kwargs(function))


@contextmanager
def once() -> Iterator[None]:
    """Let botocore read and work out these things once in the life of this process."""
    with ExitStack() as stack:
        for holder, name, answer in (
            (JSONFileLoader, "load_file", lambda _self, file_path: _read_file(file_path)),
            (Loader, "list_available_services", _services),
            (ClientCreator, "_create_methods", _methods_of),
            (EventAliaser, "_alias_event_name", lambda _self, name: _alias(name)),
            (botocore.hooks, "accepts_kwargs", _takes_kwargs),
        ):
            stack.enter_context(mock.patch.object(holder, name, answer))
        yield
