"""What came out, against what was to be reached? Printed for people, written as JSON for programs."""

import json
import os
import platform
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from bench.load import Sample

RESULTS = Path(__file__).with_name("results.json")


@dataclass
class Rounds:
    """The alternating runs of one case, each beside a run of the floor."""

    floors: list[Sample] = field(default_factory=list)
    runs: list[Sample] = field(default_factory=list)

    def ratios(self) -> list[float]:
        """The case against the floor measured next to it, run by run."""
        return [run.rps / floor.rps for floor, run in zip(self.floors, self.runs, strict=True)]


@dataclass(frozen=True)
class Line:
    """One case of results.json; `goal` is what is to be reached."""

    name: str
    rps: float
    p50_ms: float
    p95_ms: float
    ratio_to_floor: float
    ratio_spread: tuple[float, float]
    queries: int
    goal: str = ""
    is_reached: bool | None = None
    pages_ratio: float | None = None
    pages: tuple[int, int] | None = None


def summarise(name: str, rounds: Rounds, queries: int, goal: float | None) -> Line:
    """Medians of the runs, and how far the ratios lie apart."""
    ratios = rounds.ratios()
    return Line(
        name=name,
        rps=round(median(run.rps for run in rounds.runs), 1),
        p50_ms=round(median(run.percentile(0.50) for run in rounds.runs), 2),
        p95_ms=round(median(run.percentile(0.95) for run in rounds.runs), 2),
        ratio_to_floor=round(median(ratios), 4),
        ratio_spread=(round(min(ratios), 4), round(max(ratios), 4)),
        queries=queries,
        goal=f"ratio_to_floor >= {goal}" if goal else "",
        is_reached=median(ratios) >= goal if goal else None,
    )


def write(lines: list[Line], floor_rps: float, memory: list[float], postgres: str) -> None:
    """Write results.json and say the same in a table."""
    results = {
        "machine": machine(postgres),
        "floor_rps": round(floor_rps, 1),
        "server_rss_mb": memory,
        "cases": [
            {name: value for name, value in asdict(line).items() if value is not None and value != ""} for line in lines
        ],
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nfloor {floor_rps:,.0f} requests/s; server processes {', '.join(f'{one:.0f}' for one in memory)} MB\n")
    print(f"{'case':<32}{'rps':>9}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}  {'spread':<16}{'queries':>8}  goal")
    for line in lines:
        spread = f"{line.ratio_spread[0]:.3f} to {line.ratio_spread[1]:.3f}"
        verdict = {True: "reached", False: "MISSED", None: ""}[line.is_reached]
        print(
            f"{line.name:<32}{line.rps:>9,.0f}{line.p50_ms:>9.2f}{line.p95_ms:>9.2f}{line.ratio_to_floor:>8.3f}"
            f"  {spread:<16}{line.queries:>8}  {line.goal} {verdict}"
        )


def machine(postgres: str) -> dict[str, object]:
    """What it was measured on; nothing that names the machine."""
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": found[1] if found else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 1024**3),
        "python": platform.python_version(),
        "postgresql": postgres,
    }
