"""Where do the settings of tags live?"""

from django.urls import path

from kartotek.web.desk.settings_tags import putting_away, views

app_name = "settings_tags"

urlpatterns = [
    path("settings/tags/", views.index, name="index"),
    path("settings/tags/new/", views.add, name="add"),
    path("settings/tags/<int:tag_id>/", views.edit, name="edit"),
    path("settings/tags/<int:tag_id>/archive/", putting_away.archive, name="archive"),
    path("settings/tags/<int:tag_id>/restore/", putting_away.restore, name="restore"),
    path("settings/tags/<int:tag_id>/merge/", putting_away.merge, name="merge"),
]
