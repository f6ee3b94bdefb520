"""About 300 invented people of Denmark, Sweden, Germany and France, among whom the search must find the right one."""

from itertools import islice, product

# (first name, last name, e-mail, phone); their numbers are 10001, 10002, …
KNOWN = (
    ("Anders", "Østergård", "anders.o@example.com", "+4526550183"),
    ("Sofie", "Bjerregaard", "sofie.bjerregaard@example.com", "+4531550124"),
    ("Camille", "Lefèvre", "camille.lefevre@example.com", "+33639980142"),
    ("Jürgen", "Hoffmann", "j.hoffmann@example.com", "+491705550163"),
    ("Ingrid", "Sørensen", "ingrid.s@example.com", "+4540550109"),
    ("Lukas", "Brandt", "lukas.brandt@example.com", "+491515550121"),
    ("Hélène", "Dubois", "helene.dubois@example.com", "+33639980177"),
    ("Birgitta", "Åkesson", "birgitta.a@example.com", "+46701740612"),
    ("Mikkel", "Aagaard", "mikkel.aagaard@example.com", "+4523550138"),
    ("Ida", "Kjærgaard", "ida@kjaer.example", "+4522550114"),
    ("Anne-Marie", "Holm Sørensen", "annemarie@example.com", "+4520102030"),
    ("Émile", "O’Brien", "emile_ob@example.com", "+33612345678"),
    ("Bo", "Li", "bo.li@example.com", "+4550607080"),
    ("Þórunn", "Weiß", "thorunn@example.com", "+4915112345678"),
    ("Søren", "Ærø", "soeren.aeroe@example.com", "+4551525354"),
    ("Maximilian", "Schröder-Bäcker", "max.sb@example.com", "+4917698765432"),
    ("Noël", "Müller", "noel@example.com", "+491761234567"),
    ("", "Klinik Nord ApS", "kontakt@kliniknord.example", "+4570102030"),
    ("Guðrún", "", "gudrun@example.com", ""),
    ("Jean-Baptiste", "d'Aubigné", "jb.daubigne@example.com", "+33145678901"),
)
_FIRST = (
    "Mette",
    "Jens",
    "Kirsten",
    "Lars",
    "Hanne",
    "Peter",
    "Camilla",
    "Thomas",
    "Mathilde",
    "Emil",
    "Astrid",
    "Gustav",
    "Linnéa",
    "Björn",
    "Elsa",
    "Karl",
    "Petra",
    "Dieter",
    "Käthe",
    "Uwe",
    "Aurélie",
    "Benoît",
    "Chloé",
    "Didier",
    "Eloïse",
    "Fabrice",
)
_LAST = (
    "Jensen",
    "Nielsen",
    "Kristensen",
    "Mogensen",
    "Thorvaldsen",
    "Lindqvist",
    "Bergström",
    "Sjögren",
    "Zimmermann",
    "Köhler",
    "Vogt",
    "Rousseau",
    "Marchand",
)


def people() -> list[tuple[str, str, str, str]]:
    """Those the queries are about, and 280 more around them."""
    others = (
        (first, last, f"kunde{at}@post.example", f"+4560{at:06}")
        for at, (first, last) in enumerate(islice(product(_FIRST, _LAST), 280))
    )
    return [*KNOWN, *others]
