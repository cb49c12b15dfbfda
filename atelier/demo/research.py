# ruff: noqa: E501
"""Six learning questions, eight projects, and questions from practice that still wait for students."""

from dataclasses import dataclass

from research.states import Judgement, OutputKind, ProjectState, QuestionState

S, Q = ProjectState, QuestionState


@dataclass(frozen=True)
class DemoQuestion:
    key: str
    by: str
    days: int
    title: str
    question: str
    about: str
    cases: tuple[str, ...] = ()
    state: str = Q.OPEN
    answer: str = ""
    why: str = ""


@dataclass(frozen=True)
class DemoAsked:
    key: str
    by: str
    days: int
    title: str
    question: str
    why: str
    help: str = ""


@dataclass(frozen=True)
class Output:
    title: str
    kind: str
    summary: str
    published: bool = True
    judgement: str = ""
    words: str = ""


@dataclass(frozen=True)
class DemoProject:
    """`starts` and `ends` in days from today; milestones as (title, days from today, done)."""

    key: str
    by: str
    state: str
    title: str
    question: str
    reason: str
    method: str
    starts: int
    ends: int
    supervisor: str = "ingrid"
    partner: str = ""
    with_: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    asked: str = ""
    milestones: tuple[tuple[str, int, bool], ...] = ()
    outputs: tuple[Output, ...] = ()
    why: str = ""


QUESTIONS = (
    DemoQuestion(
        "loket",
        "noor",
        640,
        "Schaamte aan het loket",
        "Hoe ziet een loket eruit waar mensen durven te blijven staan?",
        "Steeds opnieuw horen we dat mensen omdraaien voordat ze iets gevraagd hebben. We willen weten wat dat doet: de vraag, de plek of de blik.",
        ("schaamte-loket", "taal-in-de-beschikking"),
    ),
    DemoQuestion(
        "ruimte",
        "ingrid",
        560,
        "Ruimte binnen de regel",
        "Wanneer durven professionals de ruimte te gebruiken die de regel hun al geeft?",
        "In bijna elke kwestie blijkt er meer te mogen dan gedacht. Toch gebeurt het weinig.",
        ("uitstel-huisuitzetting", "kinderopvang-solliciteren", "huurachterstand-toeslag", "voedselbank-grens"),
    ),
    DemoQuestion(
        "wachttijd",
        "noor",
        520,
        "Wat er gebeurt in de wachttijd",
        "Wat kunnen we doen in de weken tussen vraag en hulp?",
        "Wachten lijkt niets te kosten, maar in die weken haken mensen af.",
        ("wachtlijst-schuldhulp",),
        Q.ANSWERED,
        "Contact is ook hulp. Wie binnen twee dagen wordt gebeld, blijft. We weten nu wat werkt; de vraag blijft wie het betaalt.",
    ),
    DemoQuestion(
        "eerst-contact",
        "pieter",
        300,
        "Het eerste contact als het misgaat",
        "Wie neemt het eerste contact op bij een achterstand, en met welke woorden?",
        "Vroegsignalering levert veel signalen op en weinig gesprekken.",
        ("brief-terugvordering", "vroegsignalering", "onaangekondigde-deurwaarder", "dreigende-afsluiting"),
    ),
    DemoQuestion(
        "informele-hulp",
        "omar.farah",
        210,
        "Hulp die niet op papier staat",
        "Hoe ondersteun je buren en vrijwilligers zonder ze over te nemen?",
        "De buurman met de wachtwoorden, de oma's in de flat: het werkt, en het mag eigenlijk niet.",
        ("digid-via-buurman",),
    ),
    DemoQuestion(
        "achttien",
        "priya.ramdin",
        20,
        "Achttien worden zonder vangnet",
        "Wat hebben jongeren nodig in het jaar rond hun achttiende verjaardag?",
        "Alles verandert op één dag en niemand is ervan.",
        (),
        Q.PROPOSED,
    ),
)

ASKED = (
    DemoAsked(
        "buurthuis",
        "jan.wijnands",
        430,
        "Wat levert een open tafel op?",
        "Wat verandert er voor mensen die wekelijks aan de open tafel zitten?",
        "Wij moeten elk jaar uitleggen waarom het geld kost. Cijfers over bezoekers zeggen niets.",
        "Een plek, koffie en vijftig mensen die graag vertellen.",
    ),
    DemoAsked(
        "brieven",
        "marcel.odekerken",
        60,
        "Welke woorden openen een aanmaning?",
        "Welke zinnen in een aanmaning zorgen dat mensen bellen?",
        "We sturen elke maand achthonderd aanmaningen en willen er honderd anders schrijven.",
    ),
    DemoAsked(
        "jeugdfonds",
        "els.kierkels",
        34,
        "Waarom blijft het fonds voor schoolkosten over?",
        "Wat houdt ouders tegen om het fonds te gebruiken?",
        "Elk jaar blijft een derde over. We willen de aanvraag anders inrichten.",
        "Toegang tot de aanvragen van vorig jaar, zonder namen.",
    ),
)

PROJECTS = (
    DemoProject(
        "wachttijd-bellen",
        "jesse.vandenberg",
        S.PUBLISHED,
        "Bellen op dag twee",
        "Wat doet een kort telefoontje met mensen die op schuldhulp wachten?",
        "De kredietbank zag een op de drie mensen afhaken.",
        "Twintig mensen gebeld volgens een vast gespreksverloop, twaalf interviews achteraf, vergelijking met een half jaar eerder.",
        -430,
        -250,
        partner="kredietbank-zuidland",
        cases=("wachtlijst-schuldhulp",),
        questions=("wachttijd",),
        outputs=(
            Output(
                "Bellen op dag twee: wat het doet",
                OutputKind.REPORT,
                "We belden mensen die wachtten op schuldhulp binnen twee dagen. Van wie gebeld werd, kwam bijna iedereen op het eerste gesprek. Mensen zeiden: ik dacht dat niemand me had gezien. Een gesprek duurde gemiddeld zes minuten.",
                judgement=Judgement.USABLE,
                words="We bellen nu standaard.",
            ),
        ),
    ),
    DemoProject(
        "open-tafel",
        "aylin.kaya",
        S.PUBLISHED,
        "Aan de open tafel",
        "Wat verandert er voor mensen die wekelijks aan de open tafel in de Mijnbuurt zitten?",
        "Het buurthuis moet laten zien wat de tafel oplevert.",
        "Drie maanden meegegeten, tien levensverhalen opgetekend, samen met bezoekers geduid.",
        -400,
        -170,
        partner="welzijn-zuidzij",
        questions=("informele-hulp",),
        asked="buurthuis",
        outputs=(
            Output(
                "Tien stoelen",
                OutputKind.POSTER,
                "Een poster met tien portretten. Bijna niemand komt voor de soep. Mensen komen omdat er iemand is die het merkt als ze er niet zijn.",
                judgement=Judgement.USABLE,
                words="De poster hangt bij de wethouder.",
            ),
        ),
    ),
    DemoProject(
        "loket",
        "lars",
        S.RUNNING,
        "Blijven staan bij de schuifdeur",
        "Welke dingen in de ruimte en in het gesprek maken dat mensen omdraaien of juist blijven aan het wijkloket?",
        "Een op de vier mensen komt na het eerste bezoek niet terug.",
        "Vijf dagen kijken in de wachtruimte, twaalf interviews met bezoekers, drie met baliemedewerkers. Met twee mensen van De Omslag lees ik de uitkomsten terug.",
        -75,
        60,
        partner="gemeente-maasdal",
        cases=("schaamte-loket",),
        questions=("loket",),
        milestones=(
            ("Vijf dagen gekeken", -40, True),
            ("Twaalf interviews gedaan", -6, False),
            ("Uitkomsten teruggelezen met De Omslag", 9, False),
            ("Verslag bij Ingrid", 45, False),
        ),
    ),
    DemoProject(
        "buren",
        "aylin.kaya",
        S.RUNNING,
        "Wie let er op de buren?",
        "Hoe regelen buren in de flat onderling hulp, en wat hebben ze daarvoor nodig?",
        "Na de kwestie over DigiD willen drie flats weten hoe het verder kan.",
        "Netwerkkaarten met acht bewoners en twee groepsgesprekken.",
        -60,
        75,
        with_=("jesse.vandenberg",),
        partner="meldpunt-gelijk-recht",
        cases=("digid-via-buurman",),
        questions=("informele-hulp",),
        milestones=(("Acht kaarten getekend", -10, True), ("Groepsgesprekken", 20, False)),
    ),
    DemoProject(
        "uitstel",
        "femke.snijders",
        S.DELIVERED,
        "De ruimte om te wachten",
        "Welke mogelijkheden om een ontruiming uit te stellen bestaan er, en wie kent ze?",
        "Bij elke dreigende uitzetting blijkt dat iemand had mogen wachten.",
        "Wetten en werkinstructies gelezen bij vijf organisaties, zestien korte vragenlijsten.",
        -120,
        10,
        supervisor="harrie.bosch",
        partner="wonen-aan-de-geul",
        cases=("uitstel-huisuitzetting",),
        questions=("ruimte",),
        milestones=(("Regels verzameld", -80, True), ("Vragenlijsten binnen", -30, True)),
        outputs=(
            Output(
                "Kaart: wie mag wachten?",
                OutputKind.TOOL,
                "Een kaart op A4 met negen manieren om een ontruiming uit te stellen, wie het mag en welk telefoontje je pleegt.",
                published=False,
            ),
        ),
    ),
    DemoProject(
        "zinnen",
        "lars",
        S.REGISTERED,
        "De eerste zin van een brief",
        "Welke eerste zin in een brief over een achterstand zorgt dat mensen contact opnemen?",
        "De corporatie wil honderd aanmaningen anders schrijven.",
        "Drie versies van de eerste zin, bij loting over drie groepen. Tellen wie binnen tien dagen belt, en met tien mensen napraten.",
        20,
        140,
        partner="wonen-aan-de-geul",
        cases=("brief-terugvordering",),
        questions=("eerst-contact",),
        asked="brieven",
    ),
    DemoProject(
        "schoolkosten",
        "aylin.kaya",
        S.CHANGES_ASKED,
        "Het fonds dat overblijft",
        "Wat houdt ouders tegen om geld voor schoolkosten aan te vragen?",
        "Een derde van het fonds blijft elk jaar liggen.",
        "Interviews met ouders op het schoolplein.",
        30,
        150,
        partner="gemeente-maasdal",
        cases=("schoolkosten",),
        why="Op een schoolplein is iedereen herkenbaar. Bedenk een plek waar ouders vrij kunnen praten, en beschrijf hoe je toestemming vraagt.",
    ),
    DemoProject(
        "kostendeler",
        "femke.snijders",
        S.WITHDRAWN,
        "Samen wonen en samen zorgen",
        "Hoe gaan gemeenten om met mantelzorg en de kostendelersnorm?",
        "Er is weinig bekend over afwijken.",
        "Vergelijking van tien verordeningen.",
        -200,
        -100,
        supervisor="harrie.bosch",
        why="De wet gaat veranderen. We wachten daarop.",
    ),
)
