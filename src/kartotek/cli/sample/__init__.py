"""Sample data: an invented clinic in Copenhagen with its people, its calendar and the personas of the limits."""

from kartotek.cli.sample.clinic import ACCOUNTS, PASSWORD
from kartotek.cli.sample.filling import fill

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
