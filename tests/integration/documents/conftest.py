"""The town hall of the desk's tests."""

from ..desk.conftest import browse  # noqa: F401
from ..desk.conftest import hall  # noqa: F401
from ..desk.conftest import PASSWORD  # noqa: F401
from ..desk.conftest import town  # noqa: F401
