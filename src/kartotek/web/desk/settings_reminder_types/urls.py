"""Where do the types of reminders live?"""

from django.urls import path

from kartotek.web.desk.settings_reminder_types import views

app_name = "settings_reminder_types"
urlpatterns = [
    path("settings/reminder-types/", views.index, name="index"),
    path("settings/reminder-types/new/", views.new, name="new"),
    path("settings/reminder-types/<int:type_id>/", views.edit, name="edit"),
    path("settings/reminder-types/<int:type_id>/archive/", views.archive, name="archive"),
    path("settings/reminder-types/<int:type_id>/restore/", views.restore, name="restore"),
]
