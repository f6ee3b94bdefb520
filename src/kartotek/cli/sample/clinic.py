"""What does the sample business offer, and who works there when?"""

from dataclasses import dataclass
from decimal import Decimal

LANGUAGES = ("da", "sv", "de", "fr", "en")
TIMEZONE = "Europe/Copenhagen"
CURRENCY = "DKK"
NAME = "Havnegade Salon & Klinik"
PASSWORD = "kartotek-demo"  # noqa: S105 - printed at every start: it opens invented data only

CATEGORIES = ("Hair", "Colour", "Massage", "Clinic")
# Name, street, postcode, town, area.
LOCATIONS = (
    ("Havnegade", "Havnegade 12", "1058", "København K", "Indre By"),
    ("Vesterbro", "Istedgade 40", "1650", "København V", "Vesterbro"),
)


@dataclass(frozen=True)
class ServiceSample:
    """One service; durations and buffers in minutes, descriptions in the order of LANGUAGES."""

    name: str
    category: int
    duration: int
    price: Decimal
    color: str
    descriptions: tuple[str, str, str, str, str]
    before: int = 0
    after: int = 0
    needs_approval: bool = False
    is_online: bool = True


SERVICES = (
    ServiceSample(
        "Haircut, long", 0, 60, Decimal("595.00"), "plum",
        ("Vask, klip og føn", "Tvätt, klippning och fön", "Waschen, schneiden, föhnen",
         "Shampoing, coupe et brushing", "Wash, cut and blow-dry"),
    ),
    ServiceSample(
        "Haircut, short", 0, 30, Decimal("395.00"), "blue",
        ("Klip og styling", "Klippning och styling", "Schneiden und Styling", "Coupe et coiffage", "Cut and styling"),
    ),
    ServiceSample(
        "Beard trim", 0, 20, Decimal("220.00"), "clay",
        ("Med varmt håndklæde", "Med varm handduk", "Mit warmem Handtuch", "Avec serviette chaude", "With warm towel"),
        after=10,
    ),
    ServiceSample(
        "Full colour", 1, 120, Decimal("1195.00"), "rose",
        ("Ny her? Vi laver en hudtest 48 timer før", "Ny här? Vi gör ett hudtest 48 timmar innan",
         "Neu hier? Wir machen 48 Stunden vorher einen Hauttest", "Première visite ? Test cutané 48 heures avant",
         "New here? We do a patch test 48 hours before"),
        after=15,
    ),
    ServiceSample(
        "Balayage", 1, 180, Decimal("1895.00"), "ochre",
        ("Inklusive samtale", "Konsultation ingår", "Beratung inbegriffen", "Consultation comprise",
         "Consultation included"),
        after=15,
        needs_approval=True,
    ),
    ServiceSample(
        "Classic massage", 2, 60, Decimal("650.00"), "teal",
        ("Ryg, nakke og skuldre", "Rygg, nacke och axlar", "Rücken, Nacken und Schultern", "Dos, nuque et épaules",
         "Back, neck and shoulders"),
        before=5,
        after=10,
    ),
    ServiceSample(
        "Deep tissue massage", 2, 90, Decimal("895.00"), "indigo",
        ("Fast tryk, hele kroppen", "Fast tryck, hela kroppen", "Fester Druck, ganzer Körper",
         "Pression ferme, corps entier", "Firm pressure, whole body"),
        before=5,
        after=10,
    ),
    ServiceSample(
        "Acupuncture", 3, 45, Decimal("550.00"), "olive",
        ("Med en kort samtale først", "Med ett kort samtal först", "Mit kurzem Gespräch vorab",
         "Avec un court entretien", "With a short talk first"),
        after=15,
    ),
    ServiceSample(
        "Foot care", 3, 45, Decimal("495.00"), "blue",
        ("Negle, hård hud og creme", "Naglar, hård hud och kräm", "Nägel, Hornhaut und Creme",
         "Ongles, callosités et crème", "Nails, hard skin and cream"),
        after=5,
    ),
    ServiceSample(
        "Skin treatment", 3, 75, Decimal("1050.00"), "plum",
        ("Vi ser på din hud, før vi siger ja", "Vi tittar på din hud innan vi säger ja",
         "Wir sehen uns Ihre Haut an, bevor wir zusagen", "Nous regardons votre peau avant d’accepter",
         "We look at your skin before we say yes"),
        after=15,
        needs_approval=True,
    ),
)  # fmt: skip

Span = tuple[int, int]


@dataclass(frozen=True)
class Work:
    """Hours of one weekday (0 is Monday) in minutes from midnight, with breaks."""

    weekday: int
    starts: int
    ends: int
    breaks: tuple[Span, ...] = ()


def _week(days: str, starts: int, ends: int, *breaks: Span) -> tuple[Work, ...]:
    """Same hours, given in full hours, on each of the weekdays named by their digits."""
    return tuple(Work(int(day), starts * 60, ends * 60, breaks) for day in days)


_LUNCH = (720, 750)
_LATE_LUNCH = (780, 825)
_EARLY = _week("01234", 8, 16, _LUNCH)
_DAY = _week("01234", 9, 17, _LUNCH)
_LATE = (*_week("0123", 11, 19, (870, 900)), *_week("6", 10, 15))
_SHORT_WEEK = (*_week("013", 9, 17, _LATE_LUNCH), *_week("4", 9, 14))
_SATURDAY = (*_week("1234", 10, 18, _LATE_LUNCH, (975, 990)), *_week("5", 9, 15, _LUNCH))


@dataclass(frozen=True)
class EmployeeSample:
    """Somebody with a calendar; `services` are positions in SERVICES."""

    name: str
    location: int
    services: tuple[int, ...]
    week: tuple[Work, ...]
    color: str
    is_online: bool = True


EMPLOYEES = (
    EmployeeSample("Jonas Krog", 0, (0, 1, 2), _DAY, "blue"),
    EmployeeSample("Élodie Marchand", 0, (0, 1, 3, 4), _SATURDAY, "plum"),
    EmployeeSample("Katrin Weiß", 0, (0, 1, 3, 4), _EARLY, "teal"),
    EmployeeSample("Peter Juhl", 0, (1, 2), _LATE, "clay"),
    EmployeeSample("Ida Holst", 0, (0, 3), _SHORT_WEEK, "rose"),
    EmployeeSample("Linnéa Sjöberg", 1, (5, 6), _DAY, "olive"),
    EmployeeSample("Amir Rahimi", 1, (5, 6, 7), _LATE, "indigo"),
    EmployeeSample("Freja Dam", 1, (5, 8, 9), _EARLY, "ochre"),
    EmployeeSample("Oskar Nyström", 1, (7, 8), _SATURDAY, "blue"),
    EmployeeSample("Anne-Sofie Lykke", 1, (8, 9), _SHORT_WEEK, "plum"),
)


@dataclass(frozen=True)
class StaffSample:
    """An account: role, name, the areas seen by an inspector, and the position in EMPLOYEES of the own calendar.

    `account` begins the address of a second person of a role.
    """

    role: str
    name: str
    areas: tuple[str, ...] = ()
    employee: int | None = None
    account: str = ""


STAFF = (
    StaffSample("owner", "Mette Lund"),
    StaffSample("administrator", "Jonas Krog", employee=0),
    StaffSample("inspector", "Karim Haddad", areas=("Indre By", "Amager")),
    StaffSample("receptionist", "Signe Kragh"),
    StaffSample("practitioner", "Élodie Marchand", employee=1),
    StaffSample("inspector", "Nadia Winther", areas=("Amager", "Øresund"), account="inspector2"),
)


def email_of(role: str, slug: str) -> str:
    """The address of the account of a role; `kartotek token` uses the same."""
    return f"{role}@{slug}.example"


ACCOUNTS = tuple((staff.role, email_of(staff.account or staff.role, "demo")) for staff in STAFF)
