"""Where do classes live?"""

from django.urls import path

from kartotek.web.desk.classes import participants, planning, views

app_name = "classes"

urlpatterns = [
    path("classes/", views.index, name="index"),
    path("classes/new/", planning.new, name="new"),
    path("classes/<int:session_id>/", participants.session, name="session"),
    path("classes/<int:session_id>/edit/", planning.edit, name="edit"),
    path("classes/<int:session_id>/cancel/", planning.cancel, name="cancel"),
]
