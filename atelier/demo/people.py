# ruff: noqa: N817
"""Eight organisations and forty members. Places, organisations and people are made up."""

from dataclasses import dataclass, field

from members.states import OrganisationKind as Kind
from members.states import Perspective as P

PASSWORD = "samen-over-leven"  # noqa: S105 - the demo's own, printed by ./run and refused in production


@dataclass(frozen=True)
class Org:
    slug: str
    name: str
    kind: str
    place: str
    about: str
    brings: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """`address` is the part before @voorbeeld.test; `org` the slug of an organisation, empty for none."""

    address: str
    name: str
    perspective: str
    org: str = ""
    bio: str = ""
    roles: frozenset[str] = frozenset()
    brings: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    language: str = "nl"
    listed: bool = True
    extra: dict[str, str] = field(default_factory=dict)


MAASDAL, HEUVELRADE = "gemeente-maasdal", "gemeente-heuvelrade"
GEUL, ZUIDZIJ, MERGELLAND = "wonen-aan-de-geul", "welzijn-zuidzij", "hogeschool-mergelland"
OMSLAG, RECHT, KREDIET = "ervaringshuis-de-omslag", "meldpunt-gelijk-recht", "kredietbank-zuidland"

ORGANISATIONS = (
    Org(
        MAASDAL,
        "Gemeente Maasdal",
        Kind.MUNICIPALITY,
        "Maasdal",
        "Gemeente met 48.000 inwoners langs de rivier. Doet met twee teams mee: Werk en Inkomen en het wijkloket.",
        ("Meelopen aan het wijkloket",),
        ("Hoe schrijven we een brief die niet bang maakt?",),
    ),
    Org(
        HEUVELRADE,
        "Gemeente Heuvelrade",
        Kind.MUNICIPALITY,
        "Heuvelrade",
        "Oude mijngemeente in de heuvels. Werkt aan één plan per gezin en aan minder formulieren.",
        ("Ervaring met de Omgekeerde Toets",),
        ("Voorbeelden van een bijzondere bijstand die snel gaat",),
    ),
    Org(
        GEUL,
        "Wonen aan de Geul",
        Kind.HOUSING,
        "Heuvelrade",
        "Woningcorporatie met 9.400 woningen in zes kernen. Wil dat niemand door schulden zijn huis uit moet.",
        ("Cijfers over huurachterstand", "Een ruimte voor bijeenkomsten"),
        ("Afspraken met gemeenten over vroegsignalering",),
    ),
    Org(
        ZUIDZIJ,
        "Welzijn Zuidzij",
        Kind.WELFARE,
        "Maasdal",
        "Opbouwwerk, sociaal raadslieden en jongerenwerk in negen buurten.",
        ("Sociaal raadslieden die meedenken",),
        ("Onderzoek naar wat een buurthuis oplevert",),
    ),
    Org(
        MERGELLAND,
        "Hogeschool Mergelland",
        Kind.EDUCATION,
        "Bronsveld",
        "Opleidingen Social Work, Rechten en Verpleegkunde, met een lectoraat over bestaanszekerheid.",
        ("Studenten die klein onderzoek doen", "Begeleiding van een leerkring"),
        ("Vragen uit de praktijk voor afstudeerders",),
    ),
    Org(
        OMSLAG,
        "Ervaringshuis De Omslag",
        Kind.LIVED,
        "Maasdal",
        "Vereniging van mensen die armoede kennen van binnenuit. Geeft trainingen en denkt mee met beleid.",
        ("Training: zo voelt een gesprek aan het loket",),
        ("Betaalde plekken voor ervaringsdeskundigen",),
    ),
    Org(
        RECHT,
        "Meldpunt Gelijk Recht",
        Kind.RIGHTS,
        "Bronsveld",
        "Neemt meldingen aan van ongelijke behandeling en geeft uitleg over rechten.",
        ("Uitleg over mensenrechten in gewone taal",),
        ("Verhalen over digitale uitsluiting",),
    ),
    Org(
        KREDIET,
        "Kredietbank Zuidland",
        Kind.OTHER,
        "Heuvelrade",
        "Helpt inwoners van elf gemeenten bij schulden, met sociaal krediet en budgetbeheer.",
        ("Kennis van schuldregelingen",),
        ("Hoe houden we mensen vast in een lang traject?",),
    ),
)

# The seven who can log in; the rest of the forty make the studio full.
LOGINS = (
    Person(
        "beheer",
        "Anneke Beheer",
        P.RESEARCH,
        MERGELLAND,
        "Ik lees alle inbreng en zorg dat niemand herkenbaar is.",
        frozenset({"is_moderator", "is_superuser"}),
    ),
    Person(
        "noor",
        "Noor Coenen",
        P.WELFARE,
        ZUIDZIJ,
        "Opbouwwerker en coördinator van het atelier. Bel me gerust.",
        frozenset({"is_coordinator"}),
        ("Begeleiden van een moeilijk gesprek",),
        ("Experts die in gewone taal vertellen",),
    ),
    Person(
        "samira",
        "Samira Haddad",
        P.FRONTLINE,
        MAASDAL,
        "Klantmanager Werk en Inkomen, al elf jaar aan het loket.",
        frozenset(),
        ("Hoe een aanvraag bijstand echt verloopt",),
        ("Hoe houd ik ruimte binnen de regels?",),
    ),
    Person(
        "pieter",
        "Pieter Janssen",
        P.HOUSING,
        GEUL,
        "Woonconsulent in Heuvelrade. Ik kom bij mensen thuis als de huur niet betaald is.",
        frozenset(),
        ("Wat er gebeurt vóór een huisuitzetting",),
        ("Eerder weten dat het misgaat",),
    ),
    Person(
        "maria",
        "Maria Vrancken",
        P.LIVED,
        "",
        "Tien jaar in de schulden gezeten, drie jaar eruit. Ik geef trainingen bij De Omslag.",
        frozenset(),
        ("Mijn verhaal, en wat wel hielp",),
        ("Mensen die doorvragen",),
    ),
    Person(
        "lars",
        "Lars Smeets",
        P.RESEARCH,
        MERGELLAND,
        "Vierdejaars Social Work. Ik onderzoek schaamte aan het loket.",
        frozenset({"is_student"}),
        ("Interviews uitwerken",),
        ("Mensen die met me willen praten over het loket",),
    ),
    Person(
        "ingrid",
        "Ingrid Peters",
        P.RESEARCH,
        MERGELLAND,
        "Docent-onderzoeker bij het lectoraat Bestaanszekerheid.",
        frozenset({"is_teacher"}),
        ("Begeleiding van praktijkonderzoek",),
        ("Vragen die te klein lijken voor onderzoek",),
    ),
)

OTHERS = (
    Person("fatima.benali", "Fatima Benali", P.FRONTLINE, MAASDAL, "Wijkloket Maasdal-Oost."),
    Person(
        "joep.habets",
        "Joep Habets",
        P.POLICY,
        MAASDAL,
        "Beleid minimaregelingen.",
        brings=("Hoe een verordening tot stand komt",),
    ),
    Person("els.kierkels", "Els Kierkels", P.POLICY, MAASDAL, "Adviseur sociaal domein."),
    Person("ruben.daemen", "Ruben Daemen", P.FRONTLINE, MAASDAL, "Inkomensconsulent."),
    Person(
        "sevda.yilmaz",
        "Sevda Yilmaz",
        P.FRONTLINE,
        MAASDAL,
        "Consulent bijzondere bijstand.",
        seeks=("Hoe andere gemeenten spoed regelen",),
    ),
    Person("karin.lemmens", "Karin Lemmens", P.POLICY, HEUVELRADE, "Projectleider één gezin, één plan."),
    Person("bart.ramaekers", "Bart Ramaekers", P.FRONTLINE, HEUVELRADE, "Klantregisseur."),
    Person(
        "nadia.elidrissi",
        "Nadia El Idrissi",
        P.FRONTLINE,
        HEUVELRADE,
        "Jongerenloket.",
        brings=("Ervaring met jongeren zonder adres",),
    ),
    Person("wim.theunissen", "Wim Theunissen", P.POLICY, HEUVELRADE, "Beleidsmedewerker wonen en zorg."),
    Person("lotte.bemelmans", "Lotte Bemelmans", P.POLICY, HEUVELRADE, "Juridisch adviseur sociaal domein."),
    Person(
        "marcel.odekerken",
        "Marcel Odekerken",
        P.HOUSING,
        GEUL,
        "Teamleider incasso.",
        seeks=("Andere woorden voor een aanmaning",),
    ),
    Person("yvonne.schreurs", "Yvonne Schreurs", P.HOUSING, GEUL, "Sociaal beheerder."),
    Person("tim.jongen", "Tim Jongen", P.HOUSING, GEUL, "Woonconsulent."),
    Person(
        "hanane.ouali",
        "Hanane Ouali",
        P.WELFARE,
        ZUIDZIJ,
        "Sociaal raadsvrouw.",
        brings=("Spreekuur: meekijken met een aanvraag",),
    ),
    Person("jan.wijnands", "Jan Wijnands", P.WELFARE, ZUIDZIJ, "Opbouwwerker in de Mijnbuurt."),
    Person("priya.ramdin", "Priya Ramdin", P.WELFARE, ZUIDZIJ, "Jongerenwerker."),
    Person("guus.claessens", "Guus Claessens", P.WELFARE, ZUIDZIJ, "Buurtsportcoach."),
    Person(
        "monique.vaessen",
        "Monique Vaessen",
        P.LIVED,
        OMSLAG,
        "Ervaringsdeskundige, voorzitter van De Omslag.",
        brings=("Een proefpanel voor brieven",),
    ),
    Person("ahmed.saidi", "Ahmed Saidi", P.LIVED, OMSLAG, "Ervaringsdeskundige schulden."),
    Person("rita.hendrikx", "Rita Hendrikx", P.LIVED, OMSLAG, "Ervaringsdeskundige, moeder van vier.", listed=False),
    Person(
        "dennis.paulissen",
        "Dennis Paulissen",
        P.LIVED,
        OMSLAG,
        "Vijf jaar zonder vaste plek gewoond.",
        brings=("Hoe je zonder adres toch post krijgt",),
    ),
    Person("gloria.mensah", "Gloria Mensah", P.LIVED, OMSLAG, "Expert by experience, trainer.", language="en"),
    Person(
        "sanne.kusters",
        "Sanne Kusters",
        P.RIGHTS,
        RECHT,
        "Klachtbehandelaar.",
        brings=("Wat het VN-verdrag zegt over wonen",),
    ),
    Person("omar.farah", "Omar Farah", P.RIGHTS, RECHT, "Voorlichter mensenrechten."),
    Person("ilse.crombach", "Ilse Crombach", P.RIGHTS, RECHT, "Jurist gelijke behandeling."),
    Person("peter.gielen", "Peter Gielen", P.WELFARE, KREDIET, "Schuldhulpverlener."),
    Person(
        "chantal.dassen",
        "Chantal Dassen",
        P.WELFARE,
        KREDIET,
        "Budgetcoach.",
        seeks=("Hoe praat je over geld zonder oordeel?",),
    ),
    Person("mo.bouzid", "Mo Bouzid", P.FRONTLINE, KREDIET, "Intake en crisis."),
    Person("femke.snijders", "Femke Snijders", P.RESEARCH, MERGELLAND, "Student Rechten.", frozenset({"is_student"})),
    Person(
        "jesse.vandenberg",
        "Jesse van den Berg",
        P.RESEARCH,
        MERGELLAND,
        "Student Social Work.",
        frozenset({"is_student"}),
    ),
    Person("aylin.kaya", "Aylin Kaya", P.RESEARCH, MERGELLAND, "Student Social Work.", frozenset({"is_student"})),
    Person(
        "harrie.bosch",
        "Harrie Bosch",
        P.RESEARCH,
        MERGELLAND,
        "Docent-onderzoeker Rechten.",
        frozenset({"is_teacher"}),
    ),
)

# Who joined some days ago, through the very form: with a login too, so that the first steps can be seen.
NEWCOMER = Person("tessa", "Tessa Roumen", P.WELFARE, ZUIDZIJ)
NEWCOMER_BRINGS = "Ik ben net begonnen als sociaal raadslid en hoor elke dag verhalen over brieven."
NEWCOMER_HOPES = "Ik wil weten hoe anderen het aanpakken, en waar ik mijn vragen kwijt kan."

# (address, name, perspective, organisation, what they bring, what they hope, days ago)
JOIN_REQUESTS = (
    (
        "thea.maessen",
        "Thea Maessen",
        P.WELFARE,
        ZUIDZIJ,
        "Ik werk al twintig jaar met gezinnen in de Mijnbuurt.",
        "Ik wil leren hoe ik met de gemeente praat zonder tegenover elkaar te staan.",
        2,
    ),
    (
        "kees.vroomen",
        "Kees Vroomen",
        P.LIVED,
        "",
        "Ik heb zes jaar in de schuldsanering gezeten en durf daar nu over te vertellen.",
        "Dat er iets verandert aan de brieven.",
        5,
    ),
)
