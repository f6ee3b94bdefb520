"""Where do the settings of extra fields live?"""

from django.urls import path

from kartotek.web.desk.settings_extra_fields import views

app_name = "settings_extra_fields"
urlpatterns = [
    path("settings/extra-fields/", views.index, name="index"),
    path("settings/extra-fields/new/", views.new, name="new"),
    path("settings/extra-fields/<int:extra_field_id>/", views.edit, name="edit"),
    path("settings/extra-fields/<int:extra_field_id>/delete/", views.delete, name="delete"),
]
