"""How does a page become a PDF? Nothing is fetched for it, neither from the network nor from this machine."""

from collections.abc import Sequence
from io import BytesIO


def pdf_of(page: str) -> bytes:
    """The page as a PDF; pictures, styles and fonts that it names elsewhere are left out."""
    # Only here: it takes half a second and 50 MB of every process that may never print anything.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    return bytes(HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf())


def joined(parts: Sequence[bytes]) -> bytes:
    """Several PDFs as one, in this order."""
    from pypdf import PdfWriter

    with PdfWriter() as writer:
        for part in parts:
            writer.append(BytesIO(part))
        out = BytesIO()
        writer.write(out)
    return out.getvalue()
