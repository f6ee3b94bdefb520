"""The sentences of errors people may meet, for `make messages`: it cannot read them off the class docstrings.

A test keeps the list equal to the docstrings.
"""

from django.utils.translation import gettext_noop

ERROR_WORDS = (
    # kernel
    gettext_noop("Something went wrong."),
    gettext_noop("There is no such thing here."),
    gettext_noop("You do not have the permission for this."),
    gettext_noop("This is not possible at the moment."),
    gettext_noop("This conflicts with something that is already there."),
    gettext_noop("Somebody else has changed this in the meantime."),
    gettext_noop("Some of the details are not valid."),
    gettext_noop("This request cannot be read."),
    gettext_noop("This is more than can be taken at once."),
    gettext_noop("Please sign in, or send a valid token."),
    gettext_noop("Too many attempts. Please wait a moment and try again."),
    gettext_noop("The system is busy. Please try again in a moment."),
    # access
    gettext_noop("Sorry, this is not available at the moment."),
    gettext_noop("Please enter the code we have sent you."),
    gettext_noop("This code is not right, or it has expired. Please check it, or ask for a new one."),
    gettext_noop("An endless lock needs a note."),
    gettext_noop("This reason does not offer such an end."),
    gettext_noop("This end lies in the past."),
    gettext_noop("The new end must be later than the one it has."),
    gettext_noop("Choose an end for the lock."),
    gettext_noop("Please give a reason."),
    gettext_noop("There is no lock any more that could be changed."),
    # messaging
    gettext_noop("This message does not wait any more: it is being sent, or was."),
    gettext_noop("This message cannot be sent again."),
    gettext_noop("There is no mobile number on the card."),
    gettext_noop("The customer has no coming booking."),
    # booking
    gettext_noop("Somebody else has just taken this time. Please choose another one."),
    gettext_noop("Somebody else's appointment or another class takes this time. Nothing was written."),
    gettext_noop("All seats of this class are taken."),
    gettext_noop("There is a seat in this class for this person already."),
    gettext_noop("This customer has own terms of this service already."),
    gettext_noop("A seat in a class cannot be moved. Cancel it and book another one."),
    gettext_noop("This class is cancelled."),
    gettext_noop("You are on the waiting list five times already. Leave one of them first."),
    gettext_noop("There is no place on offer any more."),
    gettext_noop("This goes against the rules. Book anyway with a reason?"),
    gettext_noop("This goes against the rules, and you do not have the permission to do it anyway."),
    gettext_noop("An appointment cannot start at this time."),
    gettext_noop("This time lies outside the opening hours."),
    gettext_noop("This time is too soon to be booked online."),
    gettext_noop("This time is too far ahead to be booked online."),
    gettext_noop("It is too late to change this appointment online. Please contact us."),
    gettext_noop("This is not possible for this booking any more."),
    gettext_noop("A range has 1 to 62 days."),
)
