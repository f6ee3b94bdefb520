"""Where do rooms and equipment live?"""

from django.urls import path

from kartotek.web.desk.settings_resources import views

app_name = "settings_resources"

urlpatterns = [
    path("settings/resources/", views.index, name="index"),
    path("settings/resources/new/", views.add, name="add"),
    path("settings/resources/<int:resource_id>/", views.edit, name="edit"),
    path("settings/resources/<int:resource_id>/archive/", views.archive, name="archive"),
]
