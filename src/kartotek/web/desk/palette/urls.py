"""Where does the search of the top bar ask?"""

from django.urls import path

from kartotek.web.desk.palette import views

app_name = "palette"

urlpatterns = [path("find/", views.find, name="find")]
