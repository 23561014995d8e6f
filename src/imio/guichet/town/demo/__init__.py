"""The demo: sample accounts and dossiers of a trial site. Never on a real one."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from imio.guichet.town.demo.accounts import Account
from imio.guichet.town.demo.accounts import install_accounts
from imio.guichet.town.demo.accounts import write_accounts
from imio.guichet.town.demo.dossiers import install_dossiers
from imio.guichet.town.demo.silence import no_mail
from imio.guichet.town.sitedata import PROFILES
from pathlib import Path
from typing import Any


__all__ = ("Account", "install", "write_accounts")


def install(
    site: Any,
    folder: Path = PROFILES / "demo",
    say: Callable[[str], None] = lambda line: None,
) -> Sequence[Account]:
    """Make the demo accounts and dossiers; returns the accounts with passwords.

    No mail leaves. Raises ValueError when the demo was installed before.
    """
    with no_mail(site):
        say("Comptes de démonstration")
        accounts = install_accounts(folder / "accounts.json")
        say("Dossiers de démonstration")
        count = install_dossiers(site, folder)
        say(f"{count} dossiers de démonstration")
    return accounts
