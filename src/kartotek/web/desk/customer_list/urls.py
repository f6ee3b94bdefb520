"""Where does the list live?"""

from django.urls import path

from kartotek.web.desk.customer_list import views

app_name = "customer_list"
urlpatterns = [path("customers/", views.index, name="index")]
