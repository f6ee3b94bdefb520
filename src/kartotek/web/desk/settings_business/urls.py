"""Where do the settings of the business live?"""

from django.urls import path

from kartotek.web.desk.settings_business import views

app_name = "settings"

urlpatterns = [path("settings/", views.index, name="index")]
