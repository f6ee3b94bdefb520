"""Where do the API tokens live?"""

from django.urls import path

from kartotek.web.desk.settings_tokens import views

app_name = "settings_tokens"

urlpatterns = [
    path("settings/tokens/", views.index, name="index"),
    path("settings/tokens/new/", views.create, name="create"),
    path("settings/tokens/<int:token_id>/revoke/", views.revoke, name="revoke"),
]
