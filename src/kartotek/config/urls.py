"""Which address leads where? The roof sees all three wings."""

from django.urls import URLPattern, URLResolver, path

from kartotek.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
