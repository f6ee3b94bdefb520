"""Who was at the door today: let in, refused, and let in all the same?"""

from datetime import timedelta

from django_scopes import scope

from kartotek.cli.sample.cards import FIRST_NUMBER
from kartotek.cli.sample.personas import PERSONAS
from kartotek.cli.sample.stage import Stage
from kartotek.domain.booking.actions.check_in import check_in
from kartotek.domain.booking.values.check_ins import Scan
from kartotek.domain.businesses.values import Role

FREJA = ("Freja", "Holm")


def write_check_ins(stage: Stage, location: int) -> None:
    """A customer who may come in; one who is locked, refused and then let in with a reason; a card nobody knows."""
    names = [(one.first_name, one.last_name) for one in PERSONAS]
    locked = next(at for at, one in enumerate(PERSONAS) if one.locked_days)
    scans = [
        (50, Scan(str(FIRST_NUMBER + names.index(FREJA)), location)),
        (35, Scan("99999999", location)),
        (20, Scan(str(FIRST_NUMBER + locked), location)),
        (19, Scan(str(FIRST_NUMBER + locked), location, "Samtykke underskrevet ved skranken")),
    ]
    actor = stage.staff(Role.ADMINISTRATOR)
    with scope(business=stage.business.id):
        for minutes, scan in scans:
            check_in(business=stage.business, actor=actor, now=stage.now - timedelta(minutes=minutes), scan=scan)
