"""Where does one begin to wait, and see what is on offer?"""

from django.urls import path

from kartotek.web.booking.waiting import views

app_name = "waiting"

urlpatterns = [
    path("waiting/", views.join, name="join"),
    path("waiting/<str:token>/", views.index, name="index"),
    path("waiting/<str:token>/accept/", views.accept, name="accept"),
    path("waiting/<str:token>/leave/", views.leave, name="leave"),
]
