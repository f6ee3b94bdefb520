"""Where do the settings of messages live?"""

from django.urls import path

from kartotek.web.desk.settings_messages import views

app_name = "settings_messages"

urlpatterns = [
    path("settings/messages/", views.index, name="index"),
    path("settings/messages/services/<int:service_id>/", views.service, name="service"),
]
