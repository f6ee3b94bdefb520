"""The customer's own pages."""

from django.urls import path

from kartotek.web.booking.me import contact_views, feed_views, views

app_name = "me"
urlpatterns = [
    path("me/", views.index, name="index"),
    path("me/leave/", views.leave, name="leave"),
    path("me/past/", views.past, name="past"),
    path("me/details/", views.details, name="details"),
    path("me/wishes/", views.wishes, name="wishes"),
    path("me/calendar/", feed_views.feed, name="feed"),
    path("me/calendar/new/", feed_views.new_feed, name="new_feed"),
    path("me/email/", contact_views.email, name="email"),
    path("me/phone/", contact_views.phone, name="phone"),
    path("me/code/<uuid:proof>/", contact_views.code, name="code"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
