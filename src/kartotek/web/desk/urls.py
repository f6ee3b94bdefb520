"""Which screens does the desk have? One line each; all live below `/desk/<slug>/`."""

from django.urls import include, path

SCREENS: tuple[str, ...] = (
    "day",
    "calendar",
    "bookings",
    "quick_book",
    "classes",
    "who_is_it",
    "waiting",
    "customer_list",
    "palette",
    "customer_card",
    "check_in",
    "inbox",
    "reminders",
    "recall",
    "lock_reviews",
    "why",
    "refusals",
    "effects",
    "my_notices",
    "outbox",
    "settings_business",
    "settings_places",
    "settings_staff",
    "settings_tokens",
    "settings_webhooks",
    "settings_resources",
    "settings_services",
    "settings_extra_fields",
    "settings_employees",
    "settings_hours",
    "settings_rules",
    "settings_online_booking",
    "settings_check_in",
    "settings_lock_reasons",
    "settings_messages",
    "settings_tags",
    "settings_reminder_types",
    "settings_recall",
    "settings_templates",
)

app_name = "desk"
urlpatterns = [path("", include(f"kartotek.web.desk.{screen}.urls")) for screen in SCREENS]
