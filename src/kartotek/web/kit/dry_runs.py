"""How is a dry run shown, and asked for? The button `step=try` of a form, answered on the page or into `#k-dry-run`."""

from kartotek.domain.overview.values import DryRun
from kartotek.web.kit.context import DeskRequest

MOST_SHOWN = 50  # names on the page; whoever wants more asks the API


def is_asked(request: DeskRequest) -> bool:
    """Whether the form was sent to be tried, and not to be saved."""
    return request.POST.get("step") == "try"


def context(found: DryRun, sentence: str = "") -> dict[str, object]:
    """What `kit/dry_run.html` needs."""
    shown = found.items[:MOST_SHOWN]
    return {"dry_run": found, "shown": shown, "more": found.customers - len(shown), "sentence": sentence}
