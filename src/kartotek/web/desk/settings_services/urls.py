"""Where do the settings of services and categories live?"""

from django.urls import path

from kartotek.web.desk.settings_services import categories, views

app_name = "settings_services"

urlpatterns = [
    path("settings/services/", views.index, name="index"),
    path("settings/services/new/", views.add, name="add"),
    path("settings/services/<int:service_id>/", views.edit, name="edit"),
    path("settings/services/<int:service_id>/move/", views.move, name="move"),
    path("settings/services/<int:service_id>/archive/", views.archive, name="archive"),
    path("settings/services/<int:service_id>/restore/", views.restore, name="restore"),
    path("settings/categories/new/", categories.add, name="add_category"),
    path("settings/categories/<int:category_id>/", categories.edit, name="edit_category"),
    path("settings/categories/<int:category_id>/move/", categories.move, name="move_category"),
    path("settings/categories/<int:category_id>/delete/", categories.delete, name="delete_category"),
]
