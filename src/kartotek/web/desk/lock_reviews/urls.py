"""Where does the review queue live?"""

from django.urls import path

from kartotek.web.desk.lock_reviews import views

app_name = "lock_reviews"
urlpatterns = [
    path("lock-reviews/", views.index, name="index"),
    path("lock-reviews/<int:lock_id>/keep/", views.keep, name="keep"),
    path("lock-reviews/<int:lock_id>/shorten/", views.shorten, name="shorten"),
    path("lock-reviews/<int:lock_id>/lift/", views.lift, name="lift"),
    path("lock-reviews/ends/", views.ends, name="ends"),
]
