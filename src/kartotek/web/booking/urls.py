"""Which steps does the public booking site have? All live below `/<slug>/`."""

from django.urls import URLPattern, URLResolver

app_name = "booking"
urlpatterns: list[URLPattern | URLResolver] = []
