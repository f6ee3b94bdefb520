"""The addresses of signing in and out."""

from django.urls import path

from kartotek.web.booking.sign_in import views

app_name = "sign_in"
urlpatterns = [
    path("sign-in/", views.index, name="index"),
    path("sign-in/<uuid:proof>/", views.code, name="code"),
    path("sign-out/", views.out, name="out"),
]
