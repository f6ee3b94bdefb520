"""Where does the inbox live?"""

from django.urls import path

from kartotek.web.desk.inbox import items, views

app_name = "inbox"
urlpatterns = [
    path("inbox/", views.index, name="index"),
    path("inbox/count/", views.count, name="count"),
    path("inbox/reminders/<int:item_id>/done/", items.done, name="item_done"),
    path("inbox/reminders/<int:item_id>/reopen/", items.reopen, name="item_reopen"),
    path("inbox/reminders/<int:item_id>/snooze/", items.snooze, name="item_snooze"),
    path("inbox/<int:notice_id>/done/", views.done, name="done"),
    path("inbox/<int:notice_id>/undo/", views.undo, name="undo"),
]
