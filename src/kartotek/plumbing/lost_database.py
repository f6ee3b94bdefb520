"""Did something fail because the database went away under it?"""

from django.db import InterfaceError, OperationalError


def is_database_lost(error: BaseException) -> bool:
    """Whether a lost connection is the error, or what led to it: who is interrupted while queueing a job or while
    tidying up after the first error raises something of its own.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OperationalError | InterfaceError):
            return True
        found = found.__cause__ or found.__context__
    return False
