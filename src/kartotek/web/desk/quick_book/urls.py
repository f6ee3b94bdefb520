"""Where do the steps of quick booking live?"""

from django.urls import path

from kartotek.web.desk.quick_book import booking, lists, new_customer, steps

app_name = "quick_book"

urlpatterns = [
    path("quick-book/", steps.start, name="start"),
    path("quick-book/who/", steps.who, name="who"),
    path("quick-book/customers/", lists.customers, name="customers"),
    path("quick-book/new-customer/", new_customer.new_customer, name="new_customer"),
    path("quick-book/what/", steps.what, name="what"),
    path("quick-book/services/", lists.services, name="services"),
    path("quick-book/when/", steps.when, name="when"),
    path("quick-book/times/", lists.times, name="times"),
    path("quick-book/book/", booking.book, name="book"),
]
