"""What is somebody told by e-mail, in words? Everybody chooses it for herself, under My notices."""

from django.utils.translation import gettext

from kartotek.domain.messaging.values.staff_mail import StaffMailChoice


def told(choice: StaffMailChoice) -> str:
    """“new bookings, cancellations, the day”, as far as she chose them."""
    words = (
        (choice.new_bookings, gettext("new bookings")),
        (choice.cancellations, gettext("cancellations")),
        (choice.daily_overview, gettext("the day")),
    )
    return ", ".join(word for is_chosen, word in words if is_chosen)
