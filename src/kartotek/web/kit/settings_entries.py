"""Which settings are there, in which order? One line each; a screen that is not built in has no entry."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import Permission


@dataclass(frozen=True)
class SettingsEntry:
    """A page of the settings: where in `desk:` it leads, its words, and the permission it needs (None: everybody)."""

    url_name: str
    label: Promise
    permission: Permission | None = Permission.SETTINGS_MANAGE


SETTINGS: tuple[SettingsEntry, ...] = (
    SettingsEntry("settings:index", _("Business")),
    SettingsEntry("settings_places:index", _("Locations and areas")),
    SettingsEntry("settings_staff:index", _("Staff"), Permission.STAFF_MANAGE),
    SettingsEntry("settings_tokens:index", _("API tokens"), Permission.TOKEN_MANAGE),
    SettingsEntry("settings_webhooks:index", _("Webhooks")),
    SettingsEntry("settings_services:index", _("Services")),
    SettingsEntry("settings_extra_fields:index", _("Extra fields")),
    SettingsEntry("settings_resources:index", _("Rooms and equipment")),
    SettingsEntry("settings_employees:index", _("Employees")),
    SettingsEntry("settings_hours:index", _("Opening hours"), None),
    SettingsEntry("settings_rules:index", _("Service rules"), Permission.RULE_MANAGE),
    SettingsEntry("settings_online_booking:index", _("Online booking")),
    SettingsEntry("settings_messages:index", _("Messages")),
    SettingsEntry("settings_templates:index", _("Texts of messages")),
    SettingsEntry("settings_check_in:index", _("Check-in")),
    SettingsEntry("settings_lock_reasons:index", _("Lock reasons")),
    SettingsEntry("settings_tags:index", _("Tags"), Permission.TAG_MANAGE),
    SettingsEntry("settings_reminder_types:index", _("Reminder types")),
    SettingsEntry("settings_recall:index", _("Recall plans")),
)

SETTINGS_SCREENS = frozenset(entry.url_name.partition(":")[0] for entry in SETTINGS)
