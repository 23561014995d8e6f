"""Content classes with type hints that zope.annotation can annotate.

zope.annotation keeps an object's annotations in its attribute ``__annotations__``. A
class with annotated attributes has one of its own, which all its instances would then
share, and which is never stored.
"""

from typing import TypeVar


C = TypeVar("C", bound=type)


def annotatable(cls: C) -> C:
    """Class decorator: take the type hints away once the class is made."""
    if "__annotations__" in vars(cls):
        del cls.__annotations__
    return cls
