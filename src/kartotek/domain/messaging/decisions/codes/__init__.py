"""Substitution codes (S46): what is wrong with a template, how it reads for a customer, which codes there are."""

from kartotek.domain.messaging.decisions.codes.filling import price_text
from kartotek.domain.messaging.decisions.codes.listing import example_facts, list_codes
from kartotek.domain.messaging.decisions.codes.parsing import codes_in, codes_outside_loops, faults_in, needs_coming
from kartotek.domain.messaging.decisions.codes.rendering import Piece, pieces, render, render_subject

__all__ = [
    "Piece",
    "codes_in",
    "codes_outside_loops",
    "example_facts",
    "faults_in",
    "list_codes",
    "needs_coming",
    "pieces",
    "price_text",
    "render",
    "render_subject",
]
