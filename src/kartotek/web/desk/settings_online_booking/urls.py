"""Where do the settings of online booking live?"""

from django.urls import path

from kartotek.web.desk.settings_online_booking import views

app_name = "settings_online_booking"

urlpatterns = [
    path("settings/online-booking/", views.index, name="index"),
    path("settings/online-booking/check/<slug:kind>/<slug:language>/", views.check, name="check"),
]
