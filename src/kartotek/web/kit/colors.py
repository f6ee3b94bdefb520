"""What are the colours called that services, employees and tags are told apart by?"""

from django.utils.translation import gettext_lazy as _

COLOR_NAMES = {
    "blue": _("Blue"),
    "plum": _("Plum"),
    "olive": _("Olive"),
    "clay": _("Clay"),
    "indigo": _("Indigo"),
    "teal": _("Teal"),
    "ochre": _("Ochre"),
    "rose": _("Rose"),
    "none": _("None"),
}
