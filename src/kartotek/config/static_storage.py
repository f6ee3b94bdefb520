"""How are collected static files named? By their content, the imports between our own modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """WhiteNoise's storage; it follows what our files name, and no source maps, which are not served."""

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
        (
            "*.js",
            (
                (
                    r"""(?m)^(?P<matched>import (?P<names>\{[^}]*\}) from "(?P<url>\.{1,2}/[^"]+\.js)";)$""",
                    """import %(names)s from "%(url)s";""",
                ),
            ),
        ),
    )
