"""What may a person do here, which areas does she see, and which values are valid? Pure answers (S41, S55)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from zoneinfo import available_timezones

import phonenumbers

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import (
    LANGUAGES,
    RESERVED_SLUGS,
    ROLE_PERMISSIONS,
    AreaInTree,
    AreaItem,
    BusinessLike,
    Permission,
    Role,
)
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, NotPermitted, Problem, invalid
from kartotek.kernel.money import is_currency
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
TEXT_LENGTHS = {"name": 200, "address_line": 200, "postcode": 20, "city": 100, "opening_text": 500}
# An owner from whom these were taken could lock everybody out of the business.
_ALWAYS_OWNERS = frozenset({Permission.OWNERS_MANAGE, Permission.STAFF_MANAGE})


def effective_permissions(role: Role, granted: Collection[str], taken: Collection[str]) -> frozenset[str]:
    """The permissions of the role, with what was granted and without what was taken; taken wins (S55)."""
    return (ROLE_PERMISSIONS[role] | frozenset(granted)) - frozenset(taken)


def single_permissions(role: Role, wanted: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What must be granted and what taken, so that a person of this role may do what is wanted and nothing else."""
    if not set(wanted) <= {str(permission) for permission in Permission}:
        raise invalid("permissions", "unknown", gettext_noop("There is no such permission."))
    of_role = {str(permission) for permission in ROLE_PERMISSIONS[role]}
    return tuple(sorted(set(wanted) - of_role)), tuple(sorted(of_role - set(wanted)))


def require(actor: Actor, permission: Permission) -> None:
    """Raise NotPermitted unless the actor holds the permission."""
    if not actor.may(permission):
        raise NotPermitted


def require_all(actor: Actor, permissions: Iterable[str]) -> None:
    """Nobody gives what she does not hold: not by a role, a single permission or a token."""
    if not all(actor.may(permission) for permission in permissions):
        raise NotPermitted(gettext_noop("You cannot give somebody permissions that you do not have."))


def areas_with_parts(chosen: Collection[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """The chosen areas and all areas below them; `parents` maps every area to the one above it."""
    seen = set(chosen)
    fresh = set(chosen)
    while fresh:
        fresh = {area for area, parent in parents.items() if parent in fresh} - seen
        seen |= fresh
    return frozenset(seen)


def in_tree_order(areas: Sequence[AreaItem]) -> list[AreaInTree]:
    """Each area followed by its parts, in the order in which they came; without its parent among them it is a root."""
    known = {area.id for area in areas}
    below: dict[int | None, list[AreaItem]] = {}
    for area in areas:
        below.setdefault(area.parent_id if area.parent_id in known else None, []).append(area)
    ordered, waiting = [], [AreaInTree(area, 0) for area in reversed(below.get(None, []))]
    while waiting:
        ordered.append(one := waiting.pop())
        waiting += [AreaInTree(part, one.depth + 1) for part in reversed(below.get(one.area.id, []))]
    return ordered


def slug_problems(slug: str) -> tuple[Problem, ...]:
    """What keeps a word from being the business's name in addresses."""
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        message = gettext_noop("Use small letters a to z, digits and single hyphens, at most 60.")
        return (Problem("slug", "invalid", message),)
    if slug in RESERVED_SLUGS:
        return (Problem("slug", "reserved", gettext_noop("This word is used by the system.")),)
    return ()


def checked_business(values: Mapping[str, object], current: BusinessLike | None = None) -> dict[str, object]:
    """Values of a business as they are stored, contacts normalised; all that is wrong with them at once.

    `values` holds fields of BusinessChanges, or all that a new business needs; the rest stands in `current`.
    """
    found: list[Problem] = []
    cleaned = dict(values)
    found += _text_problems(values, required=("name",))
    found += _place_problems(values)
    found += _language_problems(values, current)
    country = str(values.get("country", current.country if current else ""))
    if "phone" in values:
        phone = normalise_phone(str(values["phone"]), country)
        cleaned["phone"] = phone.value
        found += [phone.problem] if phone.problem else []
    if "email" in values:
        email = normalise_email(str(values["email"]))
        cleaned["email"] = email.value
        found += [email.problem] if email.problem else []
    if found:
        raise Invalid(problems=tuple(found))
    return cleaned


def checked_texts(values: Mapping[str, object]) -> None:
    """Refuse texts of a place or an area that cannot be stored, or an empty name."""
    found = _text_problems(values, required=("name",))
    if found:
        raise Invalid(problems=tuple(found))


def _text_problems(values: Mapping[str, object], required: Collection[str]) -> list[Problem]:
    return [
        problem
        for field, longest in TEXT_LENGTHS.items()
        if field in values
        for problem in text_problems(field, str(values[field]), max_length=longest, is_required=field in required)
    ]


def _place_problems(values: Mapping[str, object]) -> list[Problem]:
    checks = (
        ("timezone", available_timezones().__contains__, gettext_noop("This time zone is not known.")),
        ("country", phonenumbers.SUPPORTED_REGIONS.__contains__, gettext_noop("This country code is not known.")),
        ("currency", is_currency, gettext_noop("A currency is three capital letters.")),
    )
    return [
        Problem(field, "unknown", message)
        for field, is_known, message in checks
        if field in values and not is_known(str(values[field]))
    ]


def _language_problems(values: Mapping[str, object], current: BusinessLike | None) -> list[Problem]:
    given = values.get("languages", current.languages if current else ())
    languages = list(given) if isinstance(given, (list, tuple)) else []
    found = []
    if not languages or len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGES):
        message = gettext_noop("Choose each language once, at least one, of: da, sv, de, fr, en.")
        found.append(Problem("languages", "unknown", message))
    if values.get("default_language", current.default_language if current else "") not in languages:
        message = gettext_noop("The main language must be one of the languages.")
        found.append(Problem("default_language", "not_a_language", message))
    return found


def checked_staff(values: Mapping[str, object], country: str) -> dict[str, object]:
    """Values of a person as they are stored; all that is wrong with them at once.

    `values` holds the resulting `role`, `granted` and `taken`, and whichever of `name`, `phone`, `email` change.
    """
    cleaned = dict(values)
    found = _text_problems(values, required=("name",))
    if "phone" in values:
        phone = normalise_phone(str(values["phone"]), country)
        cleaned["phone"] = phone.value
        found += [phone.problem] if phone.problem else []
    if "email" in values:
        email = normalise_email(str(values["email"]))
        cleaned["email"] = email.value
        empty = Problem("email", "required", gettext_noop("This must not be empty."))
        found += [email.problem] if email.problem else [] if email.value else [empty]
    for field in ("granted", "taken"):
        cleaned[field], problems = _checked_permissions(field, values)
        found += problems
    if found:
        raise Invalid(problems=tuple(found))
    return cleaned


def _checked_permissions(field: str, values: Mapping[str, object]) -> tuple[list[str], list[Problem]]:
    given = values[field]
    names = sorted(set(given)) if isinstance(given, (list, tuple)) else []
    open_to_all = {str(permission) for permission in Permission} - {Permission.OWNERS_MANAGE}
    if not set(names) <= open_to_all:
        return names, [Problem(field, "unknown", gettext_noop("This permission cannot be given or taken singly."))]
    if field == "taken" and values["role"] == Role.OWNER and _ALWAYS_OWNERS & set(names):
        return names, [Problem(field, "owners_keep", gettext_noop("An owner always manages the staff."))]
    return names, []


def parent_problem(area_id: int | None, parent_id: int | None, parents: Mapping[int, int | None]) -> Problem | None:
    """Whether an area may stand below that parent: the parent exists, and is neither the area nor below it."""
    if parent_id is None:
        return None
    if parent_id not in parents:
        return Problem("parent", "unknown", gettext_noop("The area above does not exist."))
    if area_id is not None and parent_id in areas_with_parts({area_id}, parents):
        return Problem("parent", "cycle", gettext_noop("An area cannot stand below itself."))
    return None
