"""Where do the settings of employees live?"""

from django.urls import path

from kartotek.web.desk.settings_employees import views

app_name = "settings_employees"

urlpatterns = [
    path("settings/employees/", views.index, name="index"),
    path("settings/employees/new/", views.add, name="add"),
    path("settings/employees/<int:employee_id>/", views.edit, name="edit"),
    path("settings/employees/<int:employee_id>/move/", views.move, name="move"),
    path("settings/employees/<int:employee_id>/archive/", views.archive, name="archive"),
    path("settings/employees/<int:employee_id>/calendar/", views.new_feed, name="new_feed"),
    path("settings/employees/<int:employee_id>/restore/", views.restore, name="restore"),
]
