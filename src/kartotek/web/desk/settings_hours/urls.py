"""Where do the settings of opening hours live?"""

from django.urls import path

from kartotek.web.desk.settings_hours import away, closed, extra, views

app_name = "settings_hours"

urlpatterns = [
    path("settings/hours/", views.index, name="index"),
    path("settings/hours/<int:employee_id>/", views.week, name="week"),
    path("settings/hours/<int:employee_id>/delete-plan/", views.delete_plan, name="delete_plan"),
    path("settings/hours/<int:employee_id>/away/new/", away.add, name="add_away"),
    path("settings/hours/<int:employee_id>/away/<int:day_off_id>/", away.edit, name="edit_away"),
    path("settings/hours/<int:employee_id>/away/<int:day_off_id>/delete/", away.delete, name="delete_away"),
    path("settings/hours/<int:employee_id>/extra/new/", extra.add, name="add_extra"),
    path("settings/hours/<int:employee_id>/extra/<int:opening_id>/", extra.edit, name="edit_extra"),
    path("settings/hours/<int:employee_id>/extra/<int:opening_id>/delete/", extra.delete, name="delete_extra"),
    path("settings/closed-days/new/", closed.add, name="add_closed"),
    path("settings/closed-days/<int:closed_day_id>/", closed.edit, name="edit_closed"),
    path("settings/closed-days/<int:closed_day_id>/delete/", closed.delete, name="delete_closed"),
]
