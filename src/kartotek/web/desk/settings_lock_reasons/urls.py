"""Where do the reasons for locking live?"""

from django.urls import path

from kartotek.web.desk.settings_lock_reasons import views

app_name = "settings_lock_reasons"
urlpatterns = [
    path("settings/lock-reasons/", views.index, name="index"),
    path("settings/lock-reasons/new/", views.new, name="new"),
    path("settings/lock-reasons/<int:reason_id>/", views.edit, name="edit"),
    path("settings/lock-reasons/<int:reason_id>/archive/", views.archive, name="archive"),
    path("settings/lock-reasons/<int:reason_id>/restore/", views.restore, name="restore"),
    path("settings/lock-reasons/review/", views.review, name="review"),
]
