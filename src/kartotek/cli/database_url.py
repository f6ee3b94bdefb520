"""Print how to reach the database.

The address of an embedded database stays the same, and answers while anything of Kartotek runs.
"""

import argparse
import os

from kartotek.cli.installation import add_data_dir
from kartotek.plumbing import embedded


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only where the data is."""
    add_data_dir(parser)


def run(options: argparse.Namespace) -> int:
    """Print the address and nothing else."""
    url = os.environ.get("KARTOTEK_DATABASE_URL")
    if url:
        print(url)
        return 0
    with embedded.database(options.data_dir) as address:
        print(address, flush=True)
    return 0
