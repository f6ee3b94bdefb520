"""Where do locks and notices of a card live? `urls` adds these to its own."""

from django.urls import path

from kartotek.web.desk.customer_card import extend_views, lock_views, notice_views

_CARD = "customers/<int:customer_id>/"
PATTERNS = [
    path("customers/lock-ends/", lock_views.ends, name="lock_ends"),
    path(f"{_CARD}lock/", lock_views.lock, name="lock"),
    path(f"{_CARD}unlock/", lock_views.unlock, name="unlock"),
    path(f"{_CARD}extend/", extend_views.extend, name="extend"),
    path(f"{_CARD}locks/", lock_views.locks, name="locks"),
    path(f"{_CARD}notices/", notice_views.notices, name="notices"),
    path(f"{_CARD}notices/new/", notice_views.notice, name="notice"),
    path(f"{_CARD}notices/<int:notice_id>/pin/", notice_views.pin, name="pin"),
    path(f"{_CARD}extend/ends/", extend_views.ends, name="extend_ends"),
]
