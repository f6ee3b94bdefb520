"""How is time on a minute grid held in one integer? Bit n stands for minute n after an origin; 1 is yes."""


def span(starts: int, ends: int) -> int:
    """The bits of `[starts, ends)`; what lies before the origin is cut off, an empty span is no bit."""
    starts = max(starts, 0)
    return ((1 << (ends - starts)) - 1) << starts if ends > starts else 0


def erode(bits: int, length: int) -> int:
    """The minutes from which `length` minutes in a row are set; the known run doubles with each step."""
    known = 1
    while known < length:
        step = min(known, length - known)
        bits &= bits >> step
        known += step
    return bits


def pattern(bits: int, starts: int, length: int) -> str:
    """The bits of `[starts, starts + length)` as text, first minute first: "0110"."""
    if length == 0:
        return ""
    return f"{(bits >> starts) & ((1 << length) - 1):0{length}b}"[::-1]


def runs(bits: int) -> list[tuple[int, int]]:
    """The stretches of set minutes, half-open, in order."""
    found = []
    while bits:
        starts = (bits & -bits).bit_length() - 1
        rest = ~(bits >> starts)
        ends = starts + (rest & -rest).bit_length() - 1
        found.append((starts, ends))
        bits = bits >> ends << ends
    return found
