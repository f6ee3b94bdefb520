"""Where do locations and areas live?"""

from django.urls import path

from kartotek.web.desk.settings_places import areas, views

app_name = "settings_places"

urlpatterns = [
    path("settings/places/", views.index, name="index"),
    path("settings/places/locations/new/", views.add_location, name="add_location"),
    path("settings/places/locations/<int:location_id>/", views.edit_location, name="edit_location"),
    path("settings/places/locations/<int:location_id>/archive/", views.archive_location, name="archive_location"),
    path("settings/places/areas/new/", areas.add_area, name="add_area"),
    path("settings/places/areas/<int:area_id>/", areas.edit_area, name="edit_area"),
    path("settings/places/areas/<int:area_id>/inspectors/", areas.inspectors, name="inspectors"),
    path("settings/places/areas/<int:area_id>/delete/", areas.delete_area, name="delete_area"),
]
