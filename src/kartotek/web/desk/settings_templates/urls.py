"""Where do the words of messages live?"""

from django.urls import path

from kartotek.web.desk.settings_templates import views

app_name = "settings_templates"
urlpatterns = [
    path("settings/texts/", views.first, name="index"),
    path("settings/texts/<str:template_id>/", views.edit, name="edit"),
    path("settings/texts/<str:template_id>/preview/", views.preview, name="preview"),
    path("settings/texts/<str:template_id>/reset/", views.reset, name="reset"),
]
