"""Demo accounts: one random password each, for this installation only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from imio.guichet.core.content.service import group_id
from pathlib import Path
from plone import api

import json
import os
import secrets


ACCOUNTS_FILE = "GUICHET_ACCOUNTS_FILE"
"""Environment variable: where the accounts and their passwords are written."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No look-alikes: somebody may type it."""


@dataclass(frozen=True)
class Account:
    """A demo account. ``role`` says in words what it is for."""

    login: str
    password: str
    role: str


def new_password() -> str:
    """Return a random password of 14 symbols (about 69 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(14))


def install_accounts(path: Path) -> Sequence[Account]:
    """Make the accounts of a JSON file; raises ValueError when one exists."""
    accounts = []
    for item in json.loads(path.read_text(encoding="utf-8")):
        if api.user.get(username=item["login"]) is not None:
            raise ValueError(f"user {item['login']} exists: is the demo installed?")
        account = Account(item["login"], new_password(), item["role"])
        api.user.create(
            email=f"{account.login}@demo.example",
            username=account.login,
            password=account.password,
            roles=("Member",),
            properties={"fullname": item["fullname"]},
        )
        if item["roles"]:
            api.user.grant_roles(username=account.login, roles=item["roles"])
        for service in item["services"]:
            api.group.add_user(groupname=group_id(service), username=account.login)
        accounts.append(account)
    return accounts


def write_accounts(accounts: Sequence[Account]) -> Path:
    """Write the accounts as JSON, readable by the owner only, and return where."""
    path = Path(os.environ.get(ACCOUNTS_FILE) or _default_path())
    path.parent.mkdir(parents=True, exist_ok=True)
    found = [asdict(account) for account in accounts]
    text = json.dumps(found, indent=2, ensure_ascii=False)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return path


def _default_path() -> Path:
    from App.config import getConfiguration

    return Path(getConfiguration().clienthome) / "demo-accounts.json"
