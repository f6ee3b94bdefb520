"""Where does the inbox live?"""

from django.urls import path

from kartotek.web.desk.inbox import views

app_name = "inbox"
urlpatterns = [
    path("inbox/", views.index, name="index"),
    path("inbox/count/", views.count, name="count"),
    path("inbox/<int:notice_id>/done/", views.done, name="done"),
    path("inbox/<int:notice_id>/undo/", views.undo, name="undo"),
]
