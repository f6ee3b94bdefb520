"""Where do the doubtful bookings live?"""

from django.urls import path

from kartotek.web.desk.who_is_it import views

app_name = "who_is_it"

urlpatterns = [path("who-is-it/", views.index, name="index")]
