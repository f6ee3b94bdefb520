"""Where does the list live?"""

from django.urls import path

from kartotek.web.desk.customer_list import letter_views, views

app_name = "customer_list"
urlpatterns = [
    path("customers/", views.index, name="index"),
    path("customers/letters/", letter_views.letters, name="letters"),
    path("customers/letters/<int:job_id>/", letter_views.progress, name="progress"),
    path("customers/letters/<int:job_id>/letters.pdf", letter_views.pdf, name="pdf"),
]
