"""Where are reminders made, changed, deleted and taken back?"""

from django.urls import path

from kartotek.web.desk.reminders import dates, views

app_name = "reminders"
urlpatterns = [
    path("customers/<int:customer_id>/reminders/new/", views.new, name="new"),
    path("reminders/dates/", dates.dates, name="dates"),
    path("reminders/types/", dates.add_type, name="add_type"),
    path("reminders/<int:reminder_id>/", views.edit, name="edit"),
    path("reminders/<int:reminder_id>/delete/", views.delete, name="delete"),
    path("reminders/<int:reminder_id>/restore/", views.restore, name="restore"),
    path("reminders/<int:reminder_id>/undo/", views.undo, name="undo"),
]
