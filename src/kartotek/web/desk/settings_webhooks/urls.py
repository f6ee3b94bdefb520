"""Where do the webhooks live?"""

from django.urls import path

from kartotek.web.desk.settings_webhooks import views

app_name = "settings_webhooks"

urlpatterns = [
    path("settings/webhooks/", views.index, name="index"),
    path("settings/webhooks/new/", views.new, name="new"),
    path("settings/webhooks/<int:webhook_id>/", views.edit, name="edit"),
    path("settings/webhooks/<int:webhook_id>/secret/", views.rotate, name="rotate"),
    path("settings/webhooks/<int:webhook_id>/delete/", views.delete, name="delete"),
    path("settings/webhooks/<int:webhook_id>/log/", views.log, name="log"),
    path("settings/webhooks/<int:webhook_id>/log/<int:delivery_id>/retry/", views.retry, name="retry"),
]
