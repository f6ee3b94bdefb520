"""Which words of a mail server say what is wrong? Asked only where its codes say nothing, or to save an address."""

import re
from typing import Final

from kartotek.domain.messaging.values.bounces import BounceKind

_SPAM: Final = r"""
    \bspam\b(?!@) | spamhaus | spamcop | \bdnsbl\b | \brbl\b | unsolicited | (?:black|block)[ -]?list | \bjunk[ ]?mail\b
    | bad[ ]reputation
"""
_FULL: Final = r"""
    (?:mail[ ]?box|mailfolder|inbox|maildir|account|user)[ ](?:\S+[ ])?(?:is[ ]|has[ ])?
        (?:over[ ]?quota|(?:over[ ]?)?full\b)
    | over[ ](?:the[ ]|its[ ]|his[ ]|disk[ ])*(?:storage[ ]|mail[ ]?box[ ])?quota
    | (?:disk|storage|mail|mailbox)[ ]quota | quota[ ](?:is[ ])?(?:exceeded|violation)
    | exceed(?:s|ed|ing)?[ ](?:\w+[ ]){0,3}(?:quota|storage|(?:mail|dis[ck])[ ]?space)
    | (?:insufficient|not[ ]enough|out[ ]of)[ ](?:system[ ]|disk[ ]|storage[ ])*(?:storage|space)
    | disk[ ]full | mailbox[ ]full | mailbox[ ]size[ ]limit
"""
_SIZE: Final = r"""
    message[ ](?:is[ ])?too[ ](?:big|large|long) | message[ ](?:size|length|file)[ ](?:\w+[ ])?(?:exceeds|too)
    | exceed(?:s|ed)?[ ](?:\w+[ ]){0,4}(?:message[ ]size|size[ ]limit)
"""
_DELAYED: Final = r"""
    grey-?list | try[ ]again[ ]later | too[ ]many[ ](?:connections|messages|recipients) | rate[ ]limit
    | at[ ]a[ ]rate[ ]that | timed?[ ]?out | temporar(?:y|ily) | throttl | retry[ ]time(?:out)?[ ]exceeded
    | in[ ]the[ ]queue[ ]too[ ]long | connection[ ](?:refused|reset) | host[ ](?:is[ ])?unreachable
"""
_WHO: Final = r"(?:user|recipient|mail[ ]?box|address|account|addressee|customer|person|host|domain|alias)"
_HARD: Final = rf"""
    {_WHO}\S*[ ](?:\S+[ ]){{0,4}}?(?:unknown|invalid|disabled|inactive|deactivated|closed|suspended|expired|unavailable
        |no[ ]longer|does[ ]?n[o']t[ ]exist|does[ ]not[ ]exist
        |not[ ](?:\w+[ ])?(?:found|exist|known|listed|valid|recogni[sz]ed|here|active|available))
    | (?:unknown|invalid|no[ ]such|bad|non-?existent|illegal|inactive|disabled)[ ](?:\w+[ ]){{0,2}}?{_WHO}
    | no[ ](?:mail[ ]?box|user|account|recipient|valid[ ]recipients?)\b
    | not[ ](?:a[ ]|our[ ])(?:known[ ]|valid[ ])?(?:user|customer|mailbox|recipient)
    | recipient[ ]address[ ]rejected | unrouteable | nxdomain | null[ ]mx | can(?:no|')?t[ ]find[ ]any[ ]host
    | couldn't[ ]find[ ]any[ ]host | has[ ]moved | not[ ]listed[ ]in | doesn't[ ]have[ ]an?[ ]\S+[ ]account
"""
_POLICY: Final = r"""
    policy | not[ ](?:allowed|permitted|authori[sz]ed) | relay(?:ing)?[ ](?:access[ ])?(?:is[ ])?denied
    | unable[ ]to[ ]relay | denied | \bspf\b | \bdkim\b | \bdmarc\b | blocked | authentication[ ]required
    | restricted | prohibited | virus
"""
# The first that fits: what is said most plainly stands first.
_WORDS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for kind, pattern in (
        (BounceKind.SPAM, _SPAM),
        (BounceKind.MAILBOX_FULL, _FULL),
        (BounceKind.SIZE, _SIZE),
        (BounceKind.DELAYED, _DELAYED),
        (BounceKind.HARD, _HARD),
        (BounceKind.POLICY, _POLICY),
    )
)


def kind_by_words(text: str) -> BounceKind | None:
    """What the words say; None where they say nothing that we know."""
    return next((kind for kind, pattern in _WORDS if pattern.search(text)), None)
