"""What a handler tells the runner. Any other exception means: try again later."""


class OutboxError(Exception):
    """Work was not done. ``str(error)`` is read by managers."""


class Refused(OutboxError):
    """It will never succeed as it is: goes to the dead letters at once."""


class Unavailable(OutboxError):
    """The other side cannot be reached: nothing of this kind would succeed now.

    The whole kind pauses; the work at hand is not blamed for it.
    """
