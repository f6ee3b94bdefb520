"""Where do the parts of the card about access live? `urls` adds these to its own."""

from django.urls import path

from kartotek.web.desk.customer_card import access_views

PATTERNS = [
    path("customers/<int:customer_id>/max/", access_views.max_bookings, name="access_max"),
    path("customers/<int:customer_id>/refusals/", access_views.refusals, name="refusals"),
]
