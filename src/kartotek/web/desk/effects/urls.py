"""Where does the report of a month live?"""

from django.urls import path

from kartotek.web.desk.effects import views

app_name = "effects"

urlpatterns = [
    path("effects/", views.index, name="index"),
    path("effects/table.csv", views.table, name="table"),
]
