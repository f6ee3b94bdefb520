"""Which cards of the sample clinic show what Kartotek does with limits? They come first, with the lowest numbers."""

from dataclasses import dataclass

# The general setting of the sample business (S3), well above what an ordinary customer holds.
GENERAL_LIMIT = 5
ORDINARY_LIMIT = 3
UNLIMITED = -1


@dataclass(frozen=True)
class Persona:
    """A card with a story. `country` is a position in names.COUNTRIES, `limit` is the card's own (None: general).

    `coming` are bookings still to come, all on different days; `cancelled_visit` is a visit of two services;
    `locked_days`: locked yesterday for so long; `story`: what stands against her, or what she waits for, by its name.
    """

    first_name: str
    last_name: str
    country: int
    coming: int = 0
    limit: int | None = None
    reason: str = ""
    no_shows: int = 0
    has_cancelled_visit: bool = False
    important_note: str = ""
    is_possible_match: bool = False
    locked_days: int = 0
    lock_note: str = ""
    story: str = ""


PERSONAS = (
    Persona("Hélène", "Dubois", 3, coming=1, limit=0, reason="Three no-shows since the summer", no_shows=3),
    Persona("Jürgen", "Hoffmann", 2, limit=0, reason="Owes for two visits"),
    Persona("Villads", "Præst", 0, limit=0, reason="Agreed by phone: books with us only", no_shows=1),
    Persona("Camille", "Lefèvre", 3, coming=3, limit=3, reason="Books far ahead and moves a lot"),
    Persona("Mikkel", "Aagaard", 0, coming=GENERAL_LIMIT),
    Persona("Birgitta", "Åkesson", 1, coming=GENERAL_LIMIT),
    Persona("Lukas", "Brandt", 2, coming=1, limit=1, reason="One at a time, after late cancellations", no_shows=2),
    Persona("Ingrid", "Sørensen", 0, coming=GENERAL_LIMIT + 2, important_note="Step-free access: use the yard door"),
    Persona("Anders", "Østergaard", 0, coming=6, limit=8, reason="Treatment course of eight visits"),
    Persona("Sofie", "Bjerregaard", 0, coming=8, limit=UNLIMITED, reason="Regular, comes every week"),
    Persona("Freja", "Holm", 0, coming=2, has_cancelled_visit=True),
    Persona("Camille", "Lefevre", 3, is_possible_match=True),
    Persona("Oskar", "Lindqvist", 1, no_shows=2, important_note="Allergic to nuts: no almond oil"),
    Persona("Emil", "Nørgaard", 0, coming=1, locked_days=14, lock_note="The consent form is not signed"),
    Persona("Aksel", "Vinther", 0, story="endless"),
    Persona("Gerda", "Kofoed", 0, story="legacy"),
    Persona("Étienne", "Moreau", 3, no_shows=2, story="banned"),
    Persona("Nanna", "Riis", 0, coming=1, story="patch_test"),
    Persona("Laura", "Kjær", 0, story="patch_tested"),
    Persona("Viggo", "Thorsen", 0, story="expired"),
    Persona("Rikke", "Dahl", 0, coming=2, story="changed_phone"),
    Persona("Ole", "Dahl", 0, coming=1, is_possible_match=True, story="shared_phone"),
    Persona("Malin", "Ekström", 1, story="waits_for_class"),
    Persona("Johanne", "Friis", 0, story="has_an_offer"),
)
