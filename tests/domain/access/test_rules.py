"""Do the actions on service rules and exceptions do what they say, with an entry, and only for whoever may?"""

from datetime import date, datetime

import pytest
from tests.factories.businesses import make_location
from tests.factories.catalog import make_category, make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_exception, make_rule, make_tag

from kartotek.domain.access import actions
from kartotek.domain.access.errors import ReasonRequired
from kartotek.domain.access.models import RuleException, ServiceRule
from kartotek.domain.access.queries.rules import get_exception, get_rule, list_exceptions_of, list_rule_tags, list_rules
from kartotek.domain.access.queries.settings import get_policy
from kartotek.domain.access.values import Scope, When
from kartotek.domain.access.values.rules import ExceptionDetails, RuleDetails, RuleTag
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

pytestmark = pytest.mark.usefixtures("scoped")
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def log() -> list[tuple[str, int | None, dict[str, list[object]]]]:
    rows = Entry.objects.select_related("change").order_by("id")
    return [(row.action, row.customer_id, row.change.changes if hasattr(row, "change") else {}) for row in rows]


def test_a_rule_is_made_and_holds_at_once(business: Business, administrator: Actor, now: datetime) -> None:
    tag, service = make_tag(business), make_service(business)
    details = RuleDetails(When(has_tags=frozenset({tag.pk})), Scope(services=frozenset({service.pk})))
    details = RuleDetails(details.when, details.where, messages={"da": "Ring til os.", "fr": " "})
    made = actions.create_rule(business=business, details=details, actor=administrator, now=now)
    assert made == get_rule(made.id)
    assert (made.details.messages, made.is_in_force, made.is_archived) == ({"da": "Ring til os."}, True, False)
    assert get_policy(business=business).rules == (made.fact,)
    assert log() == [
        (
            "rule.created",
            None,
            {
                "when": [None, {"has_tags": [tag.pk]}],
                "where": [None, {"services": [service.pk]}],
                "then": [None, "unavailable"],
                "messages": [None, {"da": "Ring til os."}],
            },
        )
    ]


def test_a_rule_names_only_what_is_here(business: Business, other_business: Business, owner: Actor) -> None:
    def faults(when: When, where: Scope) -> list[str]:
        with pytest.raises(Invalid) as caught:
            actions.create_rule(
                business=business, details=RuleDetails(when, where), actor=owner, now=datetime.now().astimezone()
            )
        return [problem.field for problem in caught.value.problems]

    mine, theirs = frozenset({make_tag(business).pk}), frozenset({make_tag(other_business).pk})
    assert faults(When(mine, theirs), Scope()) == ["when.lacks_tags"]
    assert faults(When(mine | theirs, mine), Scope()) == ["when.has_tags"]
    where = Scope(
        frozenset({make_service(other_business).pk}),
        frozenset({make_category(other_business).pk}),
        frozenset({make_employee(other_business).pk}),
        frozenset({make_location(other_business).pk}),
    )
    assert faults(When(), where) == ["where.services", "where.categories", "where.employees", "where.locations"]


def test_a_rule_is_changed_in_part_and_only_as_it_was_seen(business: Business, owner: Actor, now: datetime) -> None:
    rule = make_rule(business, when={"no_shows": 2})
    changed = actions.edit_rule(rule_id=rule.pk, changes={"then": "needs_approval"}, actor=owner, now=now)
    assert (changed.details.when, changed.details.then, changed.version) == (When(no_shows=2), "needs_approval", 2)
    same = actions.edit_rule(rule_id=rule.pk, changes={"then": "needs_approval"}, actor=owner, now=now)
    assert same == changed
    assert log() == [("rule.edited", None, {"then": ["unavailable", "needs_approval"]})]
    with pytest.raises(Stale):
        actions.edit_rule(rule_id=rule.pk, changes={}, expected_version=1, actor=owner, now=now)
    with pytest.raises(Invalid):
        actions.edit_rule(rule_id=rule.pk, changes={"when": When(no_shows=0)}, actor=owner, now=now)


def test_an_archived_rule_is_lifted_or_goes_on_refusing(business: Business, owner: Actor, now: datetime) -> None:
    lifted, kept = make_rule(business), make_rule(business)
    actions.archive_rule(rule_id=lifted.pk, actor=owner, now=now)
    actions.archive_rule(rule_id=kept.pk, is_lifted=False, expected_version=1, actor=owner, now=now)
    assert list_rules() == []
    assert [rule.is_in_force for rule in list_rules(has_archived=True)] == [False, True]
    assert [rule.id for rule in get_policy(business=business).rules] == [kept.pk]
    again = actions.archive_rule(rule_id=kept.pk, is_lifted=False, actor=owner, now=now)
    assert again == get_rule(kept.pk)
    back = actions.restore_rule(rule_id=lifted.pk, actor=owner, now=now)
    assert (back.is_in_force, back.is_archived) == (True, False)
    assert actions.restore_rule(rule_id=lifted.pk, actor=owner, now=now) == back
    assert [rule.id for rule in list_rules()] == [lifted.pk]
    assert log() == [
        ("rule.archived", None, {"is_in_force": [True, False]}),
        ("rule.archived", None, {}),
        ("rule.restored", None, {"is_in_force": [False, True]}),
    ]


def test_rules_are_made_by_whoever_runs_the_house(
    business: Business, other_business: Business, receptionist: Actor, owner: Actor, now: datetime
) -> None:
    rule = make_rule(business)
    with pytest.raises(NotPermitted):
        actions.create_rule(business=business, details=RuleDetails(), actor=receptionist, now=now)
    with pytest.raises(NotPermitted):
        actions.edit_rule(rule_id=rule.pk, changes={}, actor=receptionist, now=now)
    with pytest.raises(NotPermitted):
        actions.archive_rule(rule_id=rule.pk, actor=receptionist, now=now)
    with pytest.raises(NotPermitted):
        actions.restore_rule(rule_id=rule.pk, actor=receptionist, now=now)
    theirs = make_rule(other_business)
    with pytest.raises(NotFound):
        actions.restore_rule(rule_id=theirs.pk, actor=owner, now=now)
    with pytest.raises(NotFound):
        get_rule(theirs.pk)
    assert ServiceRule.objects.count() == 1


def test_an_exception_is_added_and_removed_and_stays_as_history(
    business: Business, receptionist: Actor, now: datetime
) -> None:
    customer, rule = make_customer(business), make_rule(business)
    service = make_service(business, "Balayage")
    details = ExceptionDetails(*NOVEMBER, "She has paid.", rule.pk, service.pk)
    made = actions.add_exception(
        business=business, customer_id=customer.pk, details=details, actor=receptionist, now=now
    )
    assert (made.details, made.service_name, made.created_by) == (details, "Balayage", "Signe Kragh")
    assert list_exceptions_of(customer.pk, viewer=receptionist) == [made]
    assert [made.is_valid(date(2026, 11, day)) for day in (1, 30)] == [True, True]
    assert [made.is_valid(day) for day in (date(2026, 10, 31), date(2026, 12, 1))] == [False, False]
    removed = actions.remove_exception(
        business=business, customer_id=customer.pk, exception_id=made.id, actor=receptionist, now=now
    )
    assert (removed.removed_at, removed.removed_by) == (now, "Signe Kragh")
    assert not removed.is_valid(date(2026, 11, 12))
    again = actions.remove_exception(
        business=business, customer_id=customer.pk, exception_id=made.id, actor=receptionist, now=now
    )
    assert again == removed
    assert list_exceptions_of(customer.pk, viewer=receptionist) == []
    assert list_exceptions_of(customer.pk, viewer=receptionist, has_removed=True) == [removed]
    days = {"from": "2026-11-01", "until": "2026-11-30"}
    named = {"rule": rule.pk, "service": service.pk, **days}
    assert log() == [
        ("exception.added", customer.pk, {name: [None, value] for name, value in named.items()}),
        ("exception.removed", customer.pk, {name: [value, None] for name, value in named.items()}),
    ]


def test_an_exception_may_be_of_a_rule_alone_or_of_a_service_alone(
    business: Business, owner: Actor, now: datetime
) -> None:
    customer, rule, service = make_customer(business), make_rule(business), make_service(business)
    for details in (
        ExceptionDetails(*NOVEMBER, "Paid", rule_id=rule.pk),
        ExceptionDetails(*NOVEMBER, "Paid", service_id=service.pk),
    ):
        made = actions.add_exception(business=business, customer_id=customer.pk, details=details, actor=owner, now=now)
        assert made.details == details


def test_an_exception_without_a_reason_or_of_what_is_not_here_is_refused(
    business: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    customer = make_customer(business)
    theirs_rule, theirs_service = make_rule(other_business).pk, make_service(other_business).pk

    def add(details: ExceptionDetails) -> None:
        actions.add_exception(business=business, customer_id=customer.pk, details=details, actor=owner, now=now)

    with pytest.raises(ReasonRequired):
        add(ExceptionDetails(*NOVEMBER, "", rule_id=theirs_rule))
    with pytest.raises(NotFound):
        add(ExceptionDetails(*NOVEMBER, "Paid", rule_id=theirs_rule))
    with pytest.raises(NotFound):
        add(ExceptionDetails(*NOVEMBER, "Paid", service_id=theirs_service))
    assert RuleException.objects.count() == 0


def test_exceptions_are_for_the_front_desk_and_for_the_own_areas(
    business: Business,
    area: Area,
    inspector: Actor,
    practitioner: Actor,
    now: datetime,
) -> None:
    mine, other = make_customer(business, area=area), make_customer(business)
    kept = make_exception(other, rule=make_rule(business))
    details = ExceptionDetails(*NOVEMBER, "Paid", rule_id=kept.rule_id)
    with pytest.raises(NotPermitted):
        actions.add_exception(business=business, customer_id=mine.pk, details=details, actor=practitioner, now=now)
    with pytest.raises(NotFound):
        actions.add_exception(business=business, customer_id=other.pk, details=details, actor=inspector, now=now)
    with pytest.raises(NotFound):
        list_exceptions_of(other.pk, viewer=inspector)
    added = actions.add_exception(business=business, customer_id=mine.pk, details=details, actor=inspector, now=now)
    with pytest.raises(NotFound):
        get_exception(kept.pk, customer_id=mine.pk)
    with pytest.raises(NotPermitted):
        actions.remove_exception(
            business=business, customer_id=mine.pk, exception_id=added.id, actor=practitioner, now=now
        )
    with pytest.raises(NotFound):
        actions.remove_exception(
            business=business, customer_id=other.pk, exception_id=kept.pk, actor=inspector, now=now
        )


def test_the_tags_a_rule_may_look_at_come_by_label(business: Business, now: datetime) -> None:
    late, early = make_tag(business, "Late"), make_tag(business, "Early", archived_at=now)
    assert list_rule_tags() == [
        RuleTag(early.pk, "Early", is_archived=True),
        RuleTag(late.pk, "Late", is_archived=False),
    ]
