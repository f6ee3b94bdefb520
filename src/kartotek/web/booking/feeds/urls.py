"""Where do calendar feeds lie?"""

from django.urls import path

from kartotek.web.booking.feeds import views

app_name = "feeds"
urlpatterns = [path("calendar/<str:kind>/<str:token>.ics", views.feed, name="feed")]
