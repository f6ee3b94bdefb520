"""Which address leads where? The roof sees all three wings."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from kartotek.api.app import build_api
from kartotek.api.provider_events import listen
from kartotek.config import bench, health

API = build_api()

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *([path("bench/floor", bench.floor)] if settings.IS_BENCH else []),
    *([path("api/v1/anymail/", include((listen(), "anymail")))] if settings.ANYMAIL_WEBHOOK_SECRET else []),
    path("api/v1/", API.urls),
    path("", include("kartotek.web.desk.sign_in.urls")),
    path("desk/<slug:slug>/", include("kartotek.web.desk.urls")),
    path("<slug:slug>/", include("kartotek.web.booking.urls")),
]

handler400 = "kartotek.web.kit.errors.bad_request"
handler403 = "kartotek.web.kit.errors.forbidden"
handler404 = "kartotek.web.kit.errors.not_found"
handler500 = "kartotek.web.kit.errors.failed"
