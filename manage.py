#!/usr/bin/env python
"""Django's own commands, for developers, with the database held meanwhile; operators use `kartotek`."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from kartotek.cli.installation import installation

# These read no table, and must work before there is a database.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "help", "makemessages", "--help", "--version"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartotek.config.settings")
    if len(sys.argv) < 2 or sys.argv[1] in WITHOUT_DATABASE:
        execute_from_command_line(sys.argv)
    else:
        with installation(Path(os.environ.get("KARTOTEK_DATA_DIR", "data"))):
            execute_from_command_line(sys.argv)
