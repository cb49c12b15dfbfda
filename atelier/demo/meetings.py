# ruff: noqa: E501
"""Two years of meetings. The newest is the next one (0); one after it still has to be planned."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoMeeting:
    """`at` counts from the next meeting. `expert` is (name, organisation, title of the contribution)."""

    at: int
    title: str
    theme: str
    public_text: str
    expert: tuple[str, str, str] | None = None
    research: str = ""


PLACE, ADDRESS = "Ontmoetingshuis De Brug", "Brugstraat 4, Maasdal"
ONLINE = "https://meedoen.voorbeeld.test/over-leven"
SERIES = "Bijeenkomsten van het leeratelier"

MEETINGS = (
    DemoMeeting(
        -12,
        "Beginnen bij wat er is",
        "Kennismaken en de eerste kwestie",
        "De allereerste bijeenkomst. We leren elkaar kennen aan de hand van één kwestie.",
        ("Bea Tillmans", "Gerechtsdeurwaarders Zuid", "Hoe een deurwaarder kijkt"),
    ),
    DemoMeeting(
        -11,
        "Vertrouwen en controle",
        "Kleine bedragen, grote formulieren",
        "Wanneer is vertrouwen goedkoper dan controle?",
        ("Rob Aerts", "Rekenkamer Heuvelrade", "Wat kost een formulier?"),
    ),
    DemoMeeting(
        -10,
        "Wie begrijpt de brief?",
        "Taal als drempel",
        "We lezen samen een besluit, hardop.",
        ("Marloes Quaedvlieg", "Bureau Gewone Taal", "Een besluit in tien zinnen"),
    ),
    DemoMeeting(
        -9,
        "Kijken door drie brillen",
        "Rechtvaardigheid, solidariteit, relationeel werken",
        "Een middag zonder kwestie: we leren drie manieren van kijken.",
        ("Gerard Nelissen", "Hogeschool Mergelland", "Drie brillen, één tafel"),
    ),
    DemoMeeting(
        -8,
        "Wachten",
        "De tijd tussen vraag en hulp",
        "Wat gebeurt er met mensen in de weken dat er niets gebeurt?",
        ("Dorien Starmans", "Psychologenpraktijk De Linde", "Wat geldzorgen doen met je hoofd"),
    ),
    DemoMeeting(
        -7,
        "De som die niet klopt",
        "Beslag en bewijslast",
        "Drie rekenmachines, één inkomen.",
        ("Bea Tillmans", "Gerechtsdeurwaarders Zuid", "Rekenen aan de ondergrens"),
    ),
    DemoMeeting(
        -6,
        "Verdwijnen uit de boeken",
        "Bestaan zonder adres",
        "Over mensen die op papier niet bestaan.",
        ("Sjaak Peeters", "Straatdokter", "Ziek zijn zonder adres"),
        "wachttijd-bellen",
    ),
    DemoMeeting(
        -5,
        "Licht uit, kachel uit",
        "Energie en afsluiten",
        "Welke deur gaat open als alle lijnen dicht zijn?",
        ("Wendy Bours", "Netbeheer Limburg-Zuid", "Wat de monteur mag"),
    ),
    DemoMeeting(
        -4,
        "Digitaal achter de deur",
        "Wie helpt, mag dat wel?",
        "Over hulp die werkt en eigenlijk niet mag.",
        ("Kim Loozen", "Bibliotheek Maasdal", "Het informatiepunt na drie jaar"),
    ),
    DemoMeeting(
        -3,
        "Wat vraagt de wet echt?",
        "Schaamte en bewijs aan het loket",
        "We leggen twaalf bewijsstukken op tafel en kijken wat er overblijft.",
        ("Anouk Ritzen", "Jurist sociaal domein", "Wat kan de Omgekeerde Toets hier?"),
    ),
    DemoMeeting(
        -2,
        "Achttien en achter de voordeur",
        "Jong, oud en alleen",
        "Twee kwesties over mensen die niemand ziet.",
        ("Robin Thomassen", "Stichting Vaste Grond", "Eén vaste persoon"),
        "open-tafel",
    ),
    DemoMeeting(
        -1,
        "Op de rem",
        "Wie mag er wachten?",
        "Over de ruimte die iedereen heeft en niemand gebruikt.",
        ("Anouk Ritzen", "Jurist sociaal domein", "De kleine lettertjes die helpen"),
    ),
    DemoMeeting(
        0,
        "Wie mag er blijven wonen?",
        "Brieven, bellen en één gezicht",
        "Drie kwesties over het eerste contact als het misgaat. Wie belt, met welke woorden, en in welke taal? Een jurist laat zien hoeveel ruimte er is.",
        ("Anouk Ritzen", "Jurist sociaal domein", "Wat kan de Omgekeerde Toets hier?"),
        "loket",
    ),
    DemoMeeting(1, "Zorg en geld", "Nog in te vullen", ""),
)
