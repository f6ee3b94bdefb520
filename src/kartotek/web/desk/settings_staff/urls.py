"""Where do the people live?"""

from django.urls import path

from kartotek.web.desk.settings_staff import views

app_name = "settings_staff"

urlpatterns = [
    path("settings/staff/", views.index, name="index"),
    path("settings/staff/invite/", views.invite, name="invite"),
    path("settings/staff/<int:member_id>/", views.person, name="person"),
    path("settings/staff/<int:member_id>/rights/", views.rights, name="rights"),
    path("settings/staff/<int:member_id>/invitation/", views.invite_again, name="invite_again"),
    path("settings/staff/<int:member_id>/deactivate/", views.deactivate, name="deactivate"),
    path("settings/staff/<int:member_id>/reactivate/", views.reactivate, name="reactivate"),
]
