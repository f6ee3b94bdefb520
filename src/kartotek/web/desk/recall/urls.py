"""Where does the list of who is due live?"""

from django.urls import path

from kartotek.web.desk.recall import views

app_name = "recall"
urlpatterns = [
    path("recall/", views.index, name="index"),
    path("recall/<int:plan_id>/", views.due, name="due"),
    path("recall/<int:plan_id>/invitations/", views.invitations, name="invitations"),
    path("recall/<int:plan_id>/letters/", views.letters, name="letters"),
    path("recall/<int:plan_id>/enrol/", views.enrol, name="enrol"),
]
