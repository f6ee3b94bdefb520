"""Where does the list of who is due live?"""

from django.urls import path

from kartotek.web.desk.recall import views

app_name = "recall"
urlpatterns = [
    path("recall/<int:plan_id>/", views.due, name="due"),
    path("recall/<int:plan_id>/enrol/", views.enrol, name="enrol"),
]
