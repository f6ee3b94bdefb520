"""Where do the recall plans live?"""

from django.urls import path

from kartotek.web.desk.settings_recall import views

app_name = "settings_recall"
urlpatterns = [
    path("settings/recall/", views.index, name="index"),
    path("settings/recall/new/", views.new, name="new"),
    path("settings/recall/marking/", views.marking, name="marking"),
    path("settings/recall/<int:plan_id>/", views.edit, name="edit"),
    path("settings/recall/<int:plan_id>/archive/", views.archive, name="archive"),
    path("settings/recall/<int:plan_id>/restore/", views.restore, name="restore"),
]
