"""Bring the tables of the database up to this version."""

import argparse

from django.core.management import call_command

from kartotek.cli.installation import add_data_dir, installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only where the data is."""
    add_data_dir(parser)


def run(options: argparse.Namespace) -> int:
    """Apply what is missing; again: nothing."""
    with installation(options.data_dir):
        call_command("migrate", verbosity=1, interactive=False, skip_checks=True)
    return 0
