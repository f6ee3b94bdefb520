"""What are people in Denmark, Sweden, Germany and France called, and where do they live? All of it invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """What the cards of people from one country are made of; `share` is out of a hundred customers.

    `towns` are (postcode, town, area); `fiction` are phone numbers kept free for film and fiction, as (prefix, how
    many digits follow, first, last); `others` are used when those run out.
    """

    code: str
    language: str
    share: int
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    middle_names: tuple[str, ...]
    towns: tuple[tuple[str, str, str], ...]
    streets: tuple[str, ...]
    fiction: tuple[tuple[str, int, int, int], ...]
    others: tuple[str, int]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


# What the business is divided into: an area, and the one it is a part of.
AREAS = (
    ("København", ""),
    *(("Indre By", "København"), ("Amager", "København"), ("Vesterbro", "København"), ("Frederiksberg", "København")),
    ("Øresund", ""),
)

DENMARK = Country(
    code="DK",
    language="da",
    share=62,
    first_names=_words(
        "Anders, Anne, Astrid, Birgitte, Bjørn, Camilla, Caroline, Christian, Clara, Emil, Emma, Erik, Esben,"
        " Freja, Frederik, Gitte, Hanne, Henrik, Ida, Inge, Ingrid, Jakob, Jens, Jesper, Johanne, Jørgen, Karen,"
        " Kasper, Kirsten, Kjeld, Lars, Laura, Lene, Lise, Lone, Louise, Mads, Magnus, Maja, Marie, Marianne,"
        " Martin, Mathilde, Mette, Mikkel, Morten, Nanna, Niels, Oliver, Ole, Oscar, Pernille, Peter, Pia, Rasmus,"
        " Rikke, Sanne, Signe, Simon, Sofie, Søren, Sigrid, Thomas, Tove, Trine, Ulla, Viktor, Villads, William,"
        " Aage, Åse, Aase"
    ),
    last_names=_words(
        "Jensen, Nielsen, Hansen, Pedersen, Andersen, Christensen, Larsen, Sørensen, Rasmussen, Jørgensen,"
        " Petersen, Madsen, Kristensen, Olsen, Thomsen, Christiansen, Poulsen, Johansen, Møller, Mortensen,"
        " Knudsen, Jakobsen, Mikkelsen, Frederiksen, Laursen, Lund, Holm, Schmidt, Eriksen, Iversen, Østergaard,"
        " Østergård, Bjerregaard, Nørgaard, Kjær, Kjærgaard, Vestergaard, Søndergaard, Dalgaard, Overgaard,"
        " Aagaard, Krogh, Bruun, Friis, Bech, Ravn, Skov, Dahl, Winther, Juhl, Lauridsen, Toft, Brandt, Mogensen,"
        " Hald, Buch, Bøgh, Carstensen, Damgaard, Enevoldsen, Fabricius, Gram, Hjorth, Høyer, Kofoed, Lykkegaard,"
        " Munk, Nygaard, Ottosen, Præst, Riis, Steffensen"
    ),
    middle_names=_words(
        "Bach, Bang, Berg, Bjerg, Dam, Falk, Fog, Grøn, Hede, Klit, Lind, Møller, Nørre, Rosen, Skou, Vang"
    ),
    towns=(
        ("1058", "København K", "Indre By"),
        ("1455", "København K", "Indre By"),
        ("1620", "København V", "Vesterbro"),
        ("1724", "København V", "Vesterbro"),
        ("2000", "Frederiksberg", "Frederiksberg"),
        ("2300", "København S", "Amager"),
        ("2770", "Kastrup", "Amager"),
        ("2100", "København Ø", ""),
        ("2200", "København N", ""),
        ("2900", "Hellerup", ""),
        ("3000", "Helsingør", "Øresund"),
    ),
    streets=_words(
        "Nørregade, Vesterbrogade, Istedgade, Gammel Kongevej, Amagerbrogade, Østerbrogade, Falkoner Allé, Ågade,"
        " Strandgade, Godthåbsvej, Tagensvej, Søndre Fasanvej, Havnegade, Læderstræde, Islands Brygge"
    ),
    fiction=tuple(
        (f"+45{prefix}5501", 2, 0, 99) for prefix in (*range(20, 32), *range(40, 43), *range(50, 54), 60, 61)
    ),
    others=("+4593", 6),
)

SWEDEN = Country(
    code="SE",
    language="sv",
    share=18,
    first_names=_words(
        "Agneta, Alva, Anders, Anna, Axel, Birgitta, Björn, Carin, Ebba, Elin, Elsa, Erik, Eva, Fredrik, Göran,"
        " Gösta, Gunilla, Gustav, Hampus, Håkan, Ingrid, Jan, Johan, Karin, Karl, Kerstin, Kjell, Lars, Lena,"
        " Linnéa, Lovisa, Maja, Maria, Mårten, Mikael, Nils, Olof, Oskar, Per, Pär, Saga, Sara, Selma, Stina, Sven,"
        " Tove, Ulf, Åke, Åsa, Örjan"
    ),
    last_names=_words(
        "Andersson, Johansson, Karlsson, Nilsson, Eriksson, Larsson, Olsson, Persson, Svensson, Gustafsson,"
        " Pettersson, Jonsson, Jansson, Hansson, Bengtsson, Jönsson, Lindberg, Jakobsson, Magnusson, Lindström,"
        " Lindqvist, Lindgren, Berg, Axelsson, Bergström, Lundberg, Lind, Lundgren, Mattsson, Berglund,"
        " Fredriksson, Sandberg, Sjöberg, Forsberg, Sjögren, Wallin, Engström, Åkesson, Öberg, Nyström, Hedlund,"
        " Ström, Björk, Åström, Ekström, Holmqvist, Månsson, Blomqvist, Norén, Wikström"
    ),
    middle_names=_words("Berg, Dahl, Ek, Falk, Gran, Hed, Kvist, Lilja, Ros, Sund"),
    towns=(
        ("211 20", "Malmö", "Øresund"),
        ("212 11", "Malmö", "Øresund"),
        ("222 22", "Lund", "Øresund"),
        ("252 21", "Helsingborg", "Øresund"),
        ("261 31", "Landskrona", "Øresund"),
    ),
    streets=_words("Storgatan, Kungsgatan, Östergatan, Södra Förstadsgatan, Drottninggatan, Skolgatan, Järnvägsgatan"),
    fiction=(("+4670174", 4, 605, 699), ("+4631390", 4, 600, 699), ("+4640628", 4, 400, 499), ("+468465", 5, 400, 499)),
    others=("+4670", 7),
)

GERMANY = Country(
    code="DE",
    language="de",
    share=13,
    first_names=_words(
        "Anja, Anke, Annika, Bärbel, Björn, Christoph, Claudia, Detlef, Dörte, Elke, Felix, Florian, Franziska,"
        " Friedrich, Gisela, Götz, Günter, Hannelore, Heike, Heinz, Ingrid, Jan, Jens, Jörg, Julia, Jürgen, Karl-"
        " Heinz, Käthe, Katharina, Klaus, Lars, Lena, Lukas, Maike, Marlene, Matthias, Mia, Moritz, Nele, Paul,"
        " Petra, Rainer, Rüdiger, Sabine, Silke, Sönke, Thorsten, Ulrike, Ute, Wiebke"
    ),
    last_names=_words(
        "Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch,"
        " Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann,"
        " Lange, Schmitt, Werner, Krause, Lehmann, Köhler, Maier, Herrmann, König, Walter, Kaiser, Fuchs, Peters,"
        " Lang, Scholz, Möller, Weiß, Jung, Hahn, Vogel, Friedrich, Keller, Günther, Voß, Großmann, Petersen"
    ),
    middle_names=_words("Baum, Brandt, Ebert, Frank, Horn, Kern, Lorenz, Roth, Stahl, Ziegler"),
    towns=(
        ("24937", "Flensburg", ""),
        ("20095", "Hamburg", ""),
        ("23552", "Lübeck", ""),
        ("10115", "Berlin", ""),
        ("1055", "København K", "Indre By"),
    ),
    streets=_words("Hauptstraße, Bahnhofstraße, Gartenweg, Schillerstraße, Am Markt, Lange Straße, Mühlenweg"),
    fiction=(
        ("+4917139200", 2, 0, 99),
        ("+4917604069", 3, 0, 99),
        ("+49157923000", 2, 0, 99),
        ("+493023125", 3, 0, 999),
        ("+494066969", 3, 0, 999),
    ),
    others=("+49152", 8),
)

FRANCE = Country(
    code="FR",
    language="fr",
    share=7,
    first_names=_words(
        "Adèle, Agnès, Alice, Amélie, André, Anaïs, Antoine, Aurélie, Benoît, Bérénice, Camille, Cécile, Céline,"
        " Chloé, Clément, Élodie, Émile, Étienne, Eugénie, Fabrice, François, Françoise, Gaël, Geneviève, Gérard,"
        " Hélène, Hugo, Inès, Jean-Luc, Jérôme, Joël, Jules, Léa, Léon, Loïc, Louise, Lucie, Manon, Marie-Claire,"
        " Mathieu, Maëlys, Noël, Océane, Pascal, Rémi, René, Sébastien, Théo, Valérie, Zoé"
    ),
    last_names=_words(
        "Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefèvre,"
        " Michel, Garcia, David, Bertrand, Roux, Vincent, Fournier, Morel, Girard, André, Mercier, Dupont, Lambert,"
        " Bonnet, François, Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, Müller, Henry, Roussel,"
        " Nicolas, Perrin, Morin, Mathieu, Clément, Gauthier, Dumont, Lopez, Fontaine, Chevalier, Robin, L’Hôpital"
    ),
    middle_names=_words("Aubert, Beau, Chêne, Duval, Gros, Lacroix, Mallet, Noir, Vidal, Weber"),
    towns=(
        ("75011", "Paris", ""),
        ("69003", "Lyon", ""),
        ("59000", "Lille", ""),
        ("1257", "København K", "Indre By"),
        ("1800", "Frederiksberg", "Frederiksberg"),
    ),
    streets=_words(
        "rue de la République, rue Victor Hugo, avenue Foch, rue des Écoles, place de l’Église, rue Pasteur"
    ),
    fiction=(("+3363998", 4, 0, 9999),),
    others=("+336", 8),
)

COUNTRIES = (DENMARK, SWEDEN, GERMANY, FRANCE)
