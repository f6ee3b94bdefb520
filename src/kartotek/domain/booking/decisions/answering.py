"""Do the answers given fit the extra fields that are asked, and is any missing? Pure; all problems at once."""

from collections.abc import Iterable, Mapping, Sequence

from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.catalog.values import LONGEST_ANSWER, ExtraFieldItem, ExtraFieldKind
from kartotek.kernel.errors import Invalid, Problem, invalid
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

MOST_ANSWERS = 200
_LONGEST_KEY = 20


def read_answers(
    asked: Sequence[ExtraFieldItem], given: Mapping[str, object], kept: Sequence[Answer] = ()
) -> tuple[Answer, ...]:
    """All answers after these were given: what is not named stays, null and blank take away. Raises Invalid that names
    `extra_fields.ID`.
    """
    if len(given) > MOST_ANSWERS:
        raise invalid("extra_fields", "too_many", gettext_noop("These are too many answers."))
    fields = {str(each.id): each for each in asked}
    held = {str(each.field_id): each for each in kept}
    problems: list[Problem] = []
    for key, value in given.items():
        if key in held and is_same(held[key].value, value):
            continue
        if is_blank(value) and (key in fields or key in held):
            held.pop(key, None)
            continue
        read = _read(fields.get(key), value, f"extra_fields.{key[:_LONGEST_KEY]}")
        if isinstance(read, Answer):
            held[key] = read
        else:
            problems.extend(read)
    if problems:
        raise Invalid(problems=tuple(problems))
    order = [*fields, *(key for key in held if key not in fields)]
    return tuple(held[key] for key in order if key in held)


def unanswered(asked: Iterable[ExtraFieldItem], answers: Iterable[Answer]) -> list[ExtraFieldItem]:
    """The required fields without an answer."""
    known = {answer.field_id for answer in answers}
    return [each for each in asked if each.is_required and each.id not in known]


def check_required(asked: Iterable[ExtraFieldItem], answers: Iterable[Answer]) -> None:
    """Raise Invalid that names the required fields without an answer."""
    missing = unanswered(asked, answers)
    if missing:
        message = gettext_noop("This must not be empty.")
        raise Invalid(problems=tuple(Problem(f"extra_fields.{each.id}", "required", message) for each in missing))


def by_service(asked: Iterable[ExtraFieldItem], answers: Sequence[Answer]) -> dict[int, tuple[Answer, ...]]:
    """The answers of one visit for each of its services: every booking keeps those of its own."""
    of_service: dict[int, set[int]] = {}
    for each in asked:
        for service_id in each.service_ids:
            of_service.setdefault(service_id, set()).add(each.id)
    return {
        service_id: tuple(answer for answer in answers if answer.field_id in mine)
        for service_id, mine in of_service.items()
    }


def is_blank(value: object) -> bool:
    """Whether this is no answer."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_same(before: str | bool, value: object) -> bool:
    """Whether it is the answer that is there already: it may stand though its field has changed since."""
    return type(before) is type(value) and before == value


def _read(field: ExtraFieldItem | None, value: object, name: str) -> Answer | tuple[Problem, ...]:
    if field is None:
        return (Problem(name, "unknown", gettext_noop("This is not asked for this service.")),)
    match field.kind:
        case ExtraFieldKind.YES_NO.value:
            if isinstance(value, bool):
                return Answer(field.id, field.label, field.kind, value)
            return (Problem(name, "wrong_kind", gettext_noop("The answer is yes or no.")),)
        case ExtraFieldKind.CHOICE.value:
            found = next((texts for texts in field.choices if value in texts.values()), None)
            if isinstance(value, str) and found is not None:
                return Answer(field.id, field.label, field.kind, value, found)
            return (Problem(name, "unknown", gettext_noop("This is none of the possible values.")),)
        case _:
            return _read_text(field, value, name)


def _read_text(field: ExtraFieldItem, value: object, name: str) -> Answer | tuple[Problem, ...]:
    if not isinstance(value, str):
        return (Problem(name, "wrong_kind", gettext_noop("The answer is a text.")),)
    problems = text_problems(name, value, max_length=LONGEST_ANSWER)
    return problems or Answer(field.id, field.label, field.kind, value)
