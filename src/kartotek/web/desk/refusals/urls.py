"""Where do recorded refusals live?"""

from django.urls import path

from kartotek.web.desk.refusals import views

app_name = "refusals"

urlpatterns = [
    path("refusals/", views.index, name="index"),
    path("refusals/<int:refusal_id>/", views.refusal, name="refusal"),
]
