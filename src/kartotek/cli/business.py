"""Create a business; again with the same values: nothing."""

import argparse

from kartotek.cli.installation import add_data_dir, installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the business is told to be."""
    add_data_dir(parser)
    parser.add_argument("slug", metavar="SLUG", help="its name in addresses")
    parser.add_argument("--name", required=True, help="what it is called")
    parser.add_argument("--timezone", required=True, metavar="ZONE", help="as Europe/Copenhagen")
    parser.add_argument("--country", required=True, metavar="CC", help="two letters; the region of its phone numbers")
    parser.add_argument("--currency", required=True, metavar="CUR", help="three letters")
    parser.add_argument("--language", required=True, metavar="LANG", help="its main language")
    parser.add_argument("--languages", metavar="da,sv,…", help="all it speaks (default: the main one alone)")


def run(options: argparse.Namespace) -> int:
    """Create it, or find it with the same values."""
    with installation(options.data_dir):
        from kartotek.domain.audit.values import SYSTEM  # Django must be set up before it can be imported
        from kartotek.domain.businesses.values import BusinessDetails
        from kartotek.domain.reminders.actions import open_business
        from kartotek.kernel import clock

        details = BusinessDetails(
            slug=options.slug,
            name=options.name,
            timezone=options.timezone,
            country=options.country,
            currency=options.currency,
            default_language=options.language,
            languages=tuple(part.strip() for part in (options.languages or "").split(",") if part.strip()),
        )
        open_business(actor=SYSTEM, now=clock.now(), details=details)
    return 0
