"""Where do the card and its tabs live? Each tab has an address of its own."""

from django.urls import path

from kartotek.web.desk.customer_card import (
    access_urls,
    card_views,
    edit_views,
    email_views,
    exceptions,
    feed_views,
    letter_views,
    lock_urls,
    message_urls,
    quick_login,
    recall_views,
    reminder_views,
    tags_views,
    terms_views,
)

app_name = "customer_card"
_CARD = "customers/<int:customer_id>/"
urlpatterns = [
    path("customers/new/", edit_views.new, name="new"),
    path(_CARD, card_views.overview, name="card"),
    path(f"{_CARD}bookings/", card_views.bookings, name="bookings"),
    path(f"{_CARD}details/", card_views.details, name="details"),
    path(f"{_CARD}letter/", letter_views.letter, name="letter"),
    path(f"{_CARD}coming/", letter_views.coming, name="coming"),
    path(f"{_CARD}calendar/", feed_views.new_feed, name="new_feed"),
    path(f"{_CARD}open-as/", quick_login.open_as, name="open_as"),
    path(f"{_CARD}log/", card_views.log, name="log"),
    path(f"{_CARD}edit/", edit_views.edit, name="edit"),
    path(f"{_CARD}archive/", edit_views.archive, name="archive"),
    path(f"{_CARD}restore/", edit_views.restore, name="restore"),
    path(f"{_CARD}email/confirm/", email_views.confirm, name="confirm_email"),
    path(f"{_CARD}exceptions/", exceptions.exception, name="exception"),
    path(f"{_CARD}exceptions/<int:exception_id>/remove/", exceptions.remove, name="remove_exception"),
    path(f"{_CARD}tags/", tags_views.tags, name="tags"),
    path(f"{_CARD}terms/", terms_views.add, name="add_terms"),
    path(f"{_CARD}terms/<int:terms_id>/", terms_views.edit, name="edit_terms"),
    path(f"{_CARD}terms/<int:terms_id>/remove/", terms_views.remove, name="remove_terms"),
    path(f"{_CARD}reminders/", reminder_views.reminders, name="reminders"),
    path(f"{_CARD}recall/", recall_views.enrol, name="recall_enrol"),
    path(f"{_CARD}recall/<int:plan_id>/pause/", recall_views.pause, name="recall_pause"),
    path(f"{_CARD}recall/<int:plan_id>/go-on/", recall_views.go_on, name="recall_go_on"),
    path(f"{_CARD}recall/<int:plan_id>/take-out/", recall_views.take_out, name="recall_take_out"),
    *access_urls.PATTERNS,
    *lock_urls.PATTERNS,
    *message_urls.PATTERNS,
]
