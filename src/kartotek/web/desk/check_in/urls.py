"""Where does the check-in live?"""

from django.urls import path

from kartotek.web.desk.check_in import lists, views

app_name = "check_in"

urlpatterns = [
    path("check-in/", views.index, name="index"),
    path("check-in/list/", lists.index, name="list"),
]
