"""Where do the messages of a card live? `urls` adds these to its own."""

from django.urls import path

from kartotek.web.desk.customer_card import message_steps, message_views, write_views

_MESSAGES = "customers/<int:customer_id>/messages/"
_ONE = f"{_MESSAGES}<int:message_id>/"
PATTERNS = [
    path(_MESSAGES, message_views.messages, name="messages"),
    path(f"{_MESSAGES}new/", write_views.write, name="write"),
    path(f"{_MESSAGES}preview/", write_views.preview, name="write_preview"),
    path("customers/<int:customer_id>/appointment-card/", write_views.appointment_card, name="appointment_card"),
    path("customers/<int:customer_id>/appointment-card/sent/", write_views.card_sent, name="card_sent"),
    path(_ONE, message_views.message, name="message"),
    path(f"{_ONE}html/", message_views.message_html, name="message_html"),
    path(f"{_ONE}again/", message_steps.send_again, name="send_again"),
    path(f"{_ONE}cancel/", message_steps.cancel_message, name="cancel_message"),
]
