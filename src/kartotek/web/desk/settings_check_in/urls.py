"""Where do the settings of the check-in live?"""

from django.urls import path

from kartotek.web.desk.settings_check_in import views

app_name = "settings_check_in"

urlpatterns = [path("settings/check-in/", views.index, name="index")]
