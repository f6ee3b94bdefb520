"""Where does the calendar live?"""

from django.urls import path

from kartotek.web.desk.calendar import dragging, month, views

app_name = "calendar"

urlpatterns = [
    path("calendar/", views.index, name="index"),
    path("calendar/days/", views.days, name="days"),
    path("calendar/month/", month.month, name="month"),
    path("calendar/bookings/<int:booking_id>/", dragging.drag, name="drag"),
]
