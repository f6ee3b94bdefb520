"""Where do single bookings live?"""

from django.urls import path

from kartotek.web.desk.bookings import moving, new, steps, views

app_name = "bookings"

urlpatterns = [
    path("bookings/new/", new.new, name="new"),
    path("bookings/<int:booking_id>/", views.booking, name="booking"),
    path("bookings/<int:booking_id>/proposal/", views.proposal, name="proposal"),
    path("bookings/<int:booking_id>/match/", views.match, name="match"),
    path("bookings/<int:booking_id>/move/", moving.move, name="move"),
    path("bookings/<int:booking_id>/arrive/", steps.arrive, name="arrive"),
    path("bookings/<int:booking_id>/complete/", steps.complete, name="complete"),
    path("bookings/<int:booking_id>/no-show/", steps.no_show, name="no_show"),
    path("bookings/<int:booking_id>/approve/", steps.approve, name="approve"),
    path("bookings/<int:booking_id>/decline/", steps.decline, name="decline"),
    path("bookings/<int:booking_id>/undo/", steps.undo, name="undo"),
    path("bookings/<int:booking_id>/cancel/", steps.cancel, name="cancel"),
]
