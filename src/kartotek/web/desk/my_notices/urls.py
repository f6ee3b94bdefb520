"""Where does everybody choose what she is told by e-mail?"""

from django.urls import path

from kartotek.web.desk.my_notices import views

app_name = "my_notices"

urlpatterns = [
    path("my-notices/", views.index, name="index"),
    path("my-notices/calendar/", views.new_feed, name="new_feed"),
]
