"""Make the one icon sprite: every icon that a template names, and the list of those chosen at run time.

Reads node_modules/@tabler/icons, writes web/kit/static/kit/built/icons.svg.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "kartotek" / "web"
ICONS = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
LISTED = WEB / "kit" / "icons.txt"
SPRITE = WEB / "kit" / "static" / "kit" / "built" / "icons.svg"

_TAG = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']""")
_EMPTY = re.compile(r"""<c-empty[^>]*\sicon=["']([a-z0-9-]+)["']""")


def used_icons(web: Path, listed: Path) -> list[str]:
    """Names in templates, and in the list (one a line, `#` starts a remark), sorted."""
    names: set[str] = set()
    for template in web.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        names.update(_TAG.findall(text))
        names.update(_EMPTY.findall(text))
    for line in listed.read_text(encoding="utf-8").splitlines():
        if name := line.partition("#")[0].strip():
            names.add(name)
    return sorted(names)


def symbol(name: str, svg: str) -> str:
    """The drawing of one icon as a symbol of the sprite."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if found is None:
        raise ValueError(f"not an icon: {name}")
    drawing = re.sub(r'\s*<path stroke="none"[^>]*>', "", found.group(1))
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{_flat(drawing)}</symbol>'


def _flat(drawing: str) -> str:
    return re.sub(r"\s*\n\s*", "", drawing)


def build(web: Path, listed: Path, icons: Path, sprite: Path) -> list[str]:
    """Write the sprite; returns the names of icons that do not exist."""
    names = used_icons(web, listed)
    missing = [name for name in names if not (icons / f"{name}.svg").is_file()]
    symbols = [
        symbol(name, (icons / f"{name}.svg").read_text(encoding="utf-8")) for name in names if name not in missing
    ]
    sprite.parent.mkdir(parents=True, exist_ok=True)
    text = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    sprite.write_text(text, encoding="utf-8")
    return missing


def main() -> int:
    """Build the sprite of this checkout."""
    if not ICONS.is_dir():
        print("the icons are missing: run npm ci", file=sys.stderr)
        return 1
    missing = build(WEB, LISTED, ICONS, SPRITE)
    if missing:
        print(f"no such icon: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
