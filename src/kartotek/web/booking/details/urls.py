"""The addresses of steps 4 and 5. The choice stands in the query string, what was typed only ever in the body."""

from django.urls import path

from kartotek.web.booking.details import views

app_name = "details"
urlpatterns = [
    path("details/", views.index, name="index"),
    path("details/check/", views.check, name="check"),
    path("details/book/", views.book, name="book"),
    path("details/prove/", views.prove, name="prove"),
]
