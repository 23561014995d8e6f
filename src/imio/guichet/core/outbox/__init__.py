"""Work that reaches outside the database: written with the change, done after it.

What must follow a change (a mail, a call to a web service) is put in the outbox in
the same transaction. It is carried out afterwards, at least once, by the runner.
"""

from imio.guichet.core.outbox.errors import Refused
from imio.guichet.core.outbox.errors import Unavailable
from imio.guichet.core.outbox.service import enqueue
from imio.guichet.core.outbox.service import get_outbox


__all__ = ("Refused", "Unavailable", "enqueue", "get_outbox")
