"""Where does the outbox live?"""

from django.urls import path

from kartotek.web.desk.outbox import views

app_name = "outbox"

urlpatterns = [
    path("outbox/", views.index, name="index"),
    path("outbox/<int:message_id>/", views.message, name="message"),
    path("outbox/<int:message_id>/retry/", views.retry, name="retry"),
]
