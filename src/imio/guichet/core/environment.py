"""What whoever runs the site says in the environment or in zope.conf, once.

``GUICHET_CLAMD=…``, or ::

    <product-config imio.guichet>
        clamd …
    </product-config>
"""

from __future__ import annotations

import os


def setting(name: str) -> str:
    """Return a setting, as it is written; '' when nothing is said.

    ``name`` has dashes and small letters, as in zope.conf.
    """
    value = os.environ.get("GUICHET_" + name.upper().replace("-", "_"))
    if value is None:
        from App.config import getConfiguration

        products = getattr(getConfiguration(), "product_config", None) or {}
        value = products.get("imio.guichet", {}).get(name)
    return value.strip() if value else ""
