"""Where do the settings of service rules live?"""

from django.urls import path

from kartotek.web.desk.settings_rules import views

app_name = "settings_rules"

urlpatterns = [
    path("settings/rules/", views.index, name="index"),
    path("settings/rules/new/", views.new, name="new"),
    path("settings/rules/<int:rule_id>/", views.edit, name="edit"),
    path("settings/rules/<int:rule_id>/archive/", views.archive, name="archive"),
    path("settings/rules/<int:rule_id>/restore/", views.restore, name="restore"),
]
