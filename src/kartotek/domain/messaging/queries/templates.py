"""In which words does a business tell an event, and which facts of the business and a card fill them?"""

from collections.abc import Collection, Mapping

from django_scopes import scopes_disabled

from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.decisions.default_texts import default_template
from kartotek.domain.messaging.decisions.templates import TEMPLATES, template_key, version_of
from kartotek.domain.messaging.models import Template
from kartotek.domain.messaging.values import (
    BusinessFacts,
    CustomerFacts,
    Event,
    MessageChannel,
    TemplateItem,
    TemplateKey,
    Text,
)
from kartotek.kernel.contact import address_in_line
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.addresses import absolute


def list_templates(wanted: Collection[TemplateKey] = TEMPLATES) -> list[TemplateItem]:
    """Each with the words of the business, or the built-in ones; by one query, in the order asked for."""
    own = _own(wanted)
    return [_item(key, own.get(key)) for key in wanted]


def get_template(public_id: str) -> TemplateItem:
    """One template; NotFound."""
    key = template_key(public_id)
    if key is None:
        raise NotFound
    return _item(key, _own((key,)).get(key))


def texts_of(wanted: Collection[TemplateKey]) -> dict[TemplateKey, Text]:
    """The words for messages about to be written, by one query."""
    return {item.key: item.text for item in list_templates(wanted)}


def own_words_of(business_ids: Collection[int], event: Event) -> dict[int, dict[TemplateKey, Text]]:
    """The words that businesses have for an event themselves; one query, whatever the scope, none for nobody."""
    found: dict[int, dict[TemplateKey, Text]] = {}
    if not business_ids:
        return found
    with scopes_disabled():
        for row in Template.objects.filter(business_id__in=business_ids, event=event.value):
            key = TemplateKey(event, MessageChannel(row.channel), row.language)
            found.setdefault(row.business_id, {})[key] = Text(row.subject, row.body)
    return found


def business_facts(business: BusinessLike) -> BusinessFacts:
    """What the codes of the family business stand for."""
    return BusinessFacts(
        name=business.name,
        phone=business.phone,
        email=business.email,
        address=address_in_line(business.address_line, business.postcode, business.city),
        opening_text=business.opening_text,
        site_link=absolute(f"/{business.slug}/"),
        my_page_link=absolute(f"/{business.slug}/me/"),
    )


def customer_facts(card: CustomerCard) -> CustomerFacts:
    """What the codes of the family customer stand for."""
    return CustomerFacts(
        first_name=card.first_name,
        last_name=card.last_name,
        number=card.number,
        email=card.email,
        phone=card.phone,
        address=address_in_line(card.address_line, card.postcode, card.city),
    )


def _own(wanted: Collection[TemplateKey]) -> Mapping[TemplateKey, Text]:
    """The words that the business changed itself."""
    rows = Template.objects.all()
    if len(wanted) < len(TEMPLATES):
        rows = rows.filter(event__in={key.event.value for key in wanted})
    found = {(row.event, row.channel, row.language): Text(row.subject, row.body) for row in rows}
    return {key: text for key in wanted if (text := found.get((key.event.value, key.channel.value, key.language)))}


def _item(key: TemplateKey, own: Text | None) -> TemplateItem:
    text = own or default_template(key.event, key.channel, key.language)
    return TemplateItem(key, text, own is None, version_of(text))
