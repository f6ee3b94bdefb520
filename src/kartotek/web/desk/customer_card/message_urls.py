"""Where do the messages of a card live? `urls` adds these to its own."""

from django.urls import path

from kartotek.web.desk.customer_card import message_steps, message_views

_MESSAGES = "customers/<int:customer_id>/messages/"
_ONE = f"{_MESSAGES}<int:message_id>/"
PATTERNS = [
    path(_MESSAGES, message_views.messages, name="messages"),
    path(_ONE, message_views.message, name="message"),
    path(f"{_ONE}html/", message_views.message_html, name="message_html"),
    path(f"{_ONE}again/", message_steps.send_again, name="send_again"),
    path(f"{_ONE}cancel/", message_steps.cancel_message, name="cancel_message"),
]
