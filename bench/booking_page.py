"""How heavy is the booking page on a slow phone? `python -m bench.booking_page`

The first load of `/{business}/` with an empty cache, by a phone of 390×844 with a processor four times slower than this
one, over a line of 1.6 Mbit/s with 150 ms to the server: what is transferred, what moves, when the largest thing stands
there. Then Lighthouse judges the same page. Ends with 1 where a goal is missed.
"""

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from bench import product
from kartotek.cli.installation import installation

ROOT = Path(__file__).parents[1]
DATA = ROOT / "build" / "bench-page-data"
LIGHTHOUSE = ROOT / "bench" / "lighthouse"
SLUG = "bench"
CUSTOMERS = 200
PHONE = ViewportSize(width=390, height=844)
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
SETTLED_MS = 2000
MOST_BYTES = 150_000
LATEST_LCP_MS = 2500
LEAST_SCORE = 95
JUDGED = ("accessibility", "best-practices", "performance")
WATCH = """
window.seen = {shift: 0, largest: 0};
new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => {
    for (const one of list.getEntries()) window.seen.largest = one.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
BLOCKING = """() => performance.getEntriesByType("resource")
    .filter(one => one.initiatorType === "script" && one.renderBlockingStatus === "blocking").map(one => one.name)"""


@dataclass
class Load:
    """One first load: bytes by address, layout shift, largest paint in ms, scripts that the first paint waited for."""

    sizes: dict[str, int] = field(default_factory=dict)
    shift: float = 0
    largest_ms: float = 0
    blocking: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """All bytes, headers included."""
        return sum(self.sizes.values())


def main() -> int:
    """Fill a small clinic, serve it, measure, print."""
    os.environ.update(KARTOTEK_DEMO="1", KARTOTEK_RATE_LIMITS="off")
    os.environ.setdefault("KARTOTEK_SECRET_KEY", "bench-only")
    try:
        with installation(DATA):
            _fill()
            with product.served() as served:
                address = f"http://localhost:{served.port}/{SLUG}/"
                load, scores = _loaded(address), _judged(address)
    finally:
        product.remove_data(DATA)
    return _told(load, scores)


def _fill() -> None:
    from django.core.management import call_command  # Django is set up by `installation`

    from kartotek.cli import sample

    call_command("migrate", verbosity=0, interactive=False)
    sample.fill(slug=SLUG, customers=CUSTOMERS, years=1)


def _browser() -> str:
    return product.said_by(str(ROOT / "tools" / "find_chromium.sh")).strip()


def _loaded(address: str) -> Load:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        page = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="da-DK").new_page()
        load = Load()
        _weigh(page.context.new_cdp_session(page), load)
        page.add_init_script(WATCH)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MS)
        _look(page, load)
        browser.close()
    return load


def _weigh(line: CDPSession, load: Load) -> None:
    """Slow the phone down, and count what comes over the line."""
    addresses: dict[str, str] = {}
    line.on("Network.responseReceived", lambda said: addresses.update({said["requestId"]: said["response"]["url"]}))
    line.on(
        "Network.loadingFinished",
        lambda said: load.sizes.update({addresses.get(said["requestId"], "?"): round(said["encodedDataLength"])}),
    )
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _look(page: Page, load: Load) -> None:
    seen = page.evaluate("window.seen")
    load.shift, load.largest_ms = round(seen["shift"], 4), round(seen["largest"])
    load.blocking = page.evaluate(BLOCKING)


def _judged(address: str) -> dict[str, int]:
    """Lighthouse's scores of a hundred; it is installed beside this file when it is not there yet."""
    os.environ["CHROME_PATH"] = _browser()
    program = LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        product.said_by(str(ROOT / "tools" / "npm.sh"), "ci", "--prefix", str(LIGHTHOUSE))
    only = f"--only-categories={','.join(JUDGED)}"
    flags = "--chrome-flags=--headless=new --no-sandbox"
    found = json.loads(product.said_by(str(program), address, "--quiet", "--output=json", only, flags))
    for audit in found["audits"].values():
        if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
            print(f"lighthouse: {audit['title']}")
    return {name: round(found["categories"][name]["score"] * 100) for name in JUDGED}


def _told(load: Load, scores: dict[str, int]) -> int:
    for address, size in sorted(load.sizes.items(), key=lambda pair: -pair[1]):
        print(f"{size:9,}  {address.rpartition('/static/')[2] or address}")
    goals = [
        (f"{load.size:,} bytes in {len(load.sizes)} requests", load.size < MOST_BYTES, f"< {MOST_BYTES:,}"),
        (f"layout shift {load.shift}", load.shift == 0, "0"),
        (f"largest paint after {load.largest_ms:,.0f} ms", load.largest_ms < LATEST_LCP_MS, f"< {LATEST_LCP_MS:,}"),
        (f"scripts that block the first paint: {', '.join(load.blocking) or 'none'}", not load.blocking, "none"),
        *((f"{name} {scores[name]}", scores[name] >= LEAST_SCORE, f">= {LEAST_SCORE}") for name in JUDGED[:2]),
    ]
    for text, is_reached, goal in goals:
        print(f"{'reached' if is_reached else 'MISSED '}  {text} (goal {goal})")
    print(f"         performance {scores['performance']} (Lighthouse's own throttling)")
    return 0 if all(is_reached for _text, is_reached, _goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
