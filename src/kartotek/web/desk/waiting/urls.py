"""Where does the waiting list live?"""

from django.urls import path

from kartotek.web.desk.waiting import views

app_name = "waiting"

urlpatterns = [
    path("waiting/", views.index, name="index"),
    path("waiting/<int:entry_id>/remove/", views.remove, name="remove"),
]
