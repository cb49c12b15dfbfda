# ruff: noqa: E501, N817
"""Thirty-one cases, from a draft to the day one was closed. People in them are made up and nowhere recognisable."""

from dataclasses import dataclass

from cases.states import Attribution, CaseState, Lens, Level, Urgency, Verdict
from members.states import Perspective as P

S = CaseState


@dataclass(frozen=True)
class Advice:
    perspective: str
    text: str
    verdict: str = ""
    word: str = ""


@dataclass(frozen=True)
class Commitment:
    """`owner` is an address, or a role between brackets. Due `weeks` after the meeting."""

    owner: str
    what: str
    weeks: int
    state: str = "open"
    word: str = ""


@dataclass(frozen=True)
class Insight:
    title: str
    text: str
    mechanism: str
    level: str
    lens: str
    published: bool = True


@dataclass(frozen=True)
class Attached:
    """A page with `line` on it; `title` is what members read of it, once it is released."""

    name: str
    about: str
    line: str
    title: str = ""


@dataclass(frozen=True)
class DemoCase:
    """`meeting` counts from the next one (0): -1 is the last held. Without a meeting, `days` ago it was submitted."""

    key: str
    by: str
    state: str
    title: str
    situation: str
    question: str
    tried: str = ""
    raw: str = ""
    urgency: str = Urgency.NEXT
    attribution: str = Attribution.KIND
    meeting: int | None = None
    days: int = 10
    voices: tuple[tuple[str, str], ...] = ()
    advices: tuple[Advice, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    insights: tuple[Insight, ...] = ()
    changed: str = ""
    why: str = ""
    offer: str = ""
    # Asked to submit it too, by name or by address, and who of them said yes.
    colleagues: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()


# What makes inequality and keeps it going, in a word.
MECHANISMS = (
    ("Schaamte", "Wie zich bekeken voelt, vraagt nergens meer om, ook niet om geld waar recht op is."),
    ("Bewijslast", "Wie het minst heeft, moet het meest aantonen."),
    ("Stapeling van regels", "Elke regel apart is te volgen, alle regels samen niet."),
    ("Wachttijd", "Hulp die later komt dan de rekening."),
    ("Wantrouwen", "Controle vooraf, omdat een enkeling misbruik maakt."),
    ("Digitale drempel", "Zonder DigiD, toestel of taal kom je er niet in."),
    ("Taal van het systeem", "Woorden die kloppen en die niemand begrijpt."),
)

DRAFTS = (
    DemoCase(
        "toeslag-na-scheiding",
        "samira",
        S.DRAFT,
        "",
        "Na een scheiding blijven twee mensen op papier partners zolang ze op één adres staan ingeschreven. "
        "De één krijgt daardoor geen toeslag.",
        "",
        days=3,
    ),
    DemoCase(
        "energie-voorschot",
        "pieter",
        S.DRAFT,
        "",
        "Een huurder zet de verwarming uit omdat het voorschot is verdubbeld. De woning schimmelt.",
        "",
        days=1,
    ),
)

SUBMITTED = (
    DemoCase(
        "dakloos-briefadres",
        "nadia.elidrissi",
        S.SUBMITTED,
        "Geen briefadres, dus geen uitkering",
        "Een jongere van 19 slaapt bij vrienden, elke week ergens anders. Voor een uitkering is een adres nodig. Voor een "
        "briefadres wil de gemeente bewijs dat hij nergens woont. Zijn vrienden durven niets te tekenen: zij zijn bang voor "
        "hun eigen toeslag.",
        "Hoe geef je iemand een adres zonder dat een ander ervoor moet betalen?",
        "We hebben gebeld met het loket van de buurgemeente. Daar kan het binnen een dag.",
        raw="Hij heet Youri en komt uit de Kerkstraat 14 in Heuvelrade. Zijn moeder wil hem niet meer in huis.",
        urgency=Urgency.URGENT,
        days=6,
        colleagues=("bart.ramaekers",),
        co=("samira",),
    ),
    DemoCase(
        "zorgkosten-eigen-risico",
        "hanane.ouali",
        S.SUBMITTED,
        "Zorg mijden om het eigen risico",
        "Een vrouw van 58 gaat niet naar de specialist, omdat de rekening in één keer komt. Gespreid betalen kan, maar alleen "
        "als je het aanvraagt vóór de behandeling. Dat weet bijna niemand.",
        "Wie kan mensen op het goede moment vertellen dat gespreid betalen kan?",
        "We leggen folders neer in het buurthuis. Die neemt niemand mee.",
        raw="Mevrouw Vleugels kwam vorige week huilend op het spreekuur, haar telefoonnummer is 06-12345678.",
        attribution=Attribution.NAME,
        days=3,
    ),
    DemoCase(
        "bewindvoerder-onbereikbaar",
        "ahmed.saidi",
        S.SUBMITTED,
        "Een bewindvoerder die niet terugbelt",
        "Iemand staat onder bewind en heeft 50 euro leefgeld per week. De wasmachine is stuk. De bewindvoerder reageert al "
        "drie weken niet. Klagen durft hij niet: wie dan nog zijn rekeningen betaalt, weet hij niet.",
        "Bij wie kun je terecht als je afhankelijk bent van degene over wie je klaagt?",
        raw="Het gaat om een vriend van mij, ik mag zijn naam niet noemen.",
        attribution=Attribution.NONE,
        days=1,
    ),
)

CHANGES_ASKED = (
    DemoCase(
        "giften-van-de-kerk",
        "samira",
        S.CHANGES_ASKED,
        "Een tas boodschappen is geen inkomen",
        "Een gezin met bijstand krijgt elke week boodschappen van een kerk. Een tip daarover kwam bij handhaving terecht. Ik moet "
        "nu berekenen wat die tassen waard zijn. Het gezin durft de boodschappen niet meer aan te nemen.",
        "Hoeveel ruimte heb ik om dit gewoon te laten rusten?",
        "Ik heb het besproken met mijn kwaliteitsmedewerker. Die zegt: de wet is de wet.",
        raw="De familie Bouhali woont op nummer 23, vader is bekend in de hele straat vanwege zijn gele bestelbus.",
        days=12,
        why="Kun je de bus en het huisnummer weglaten? Iedereen in de buurt weet dan over wie het gaat.",
        attached=(
            Attached(
                "brief-inkomen.pdf", "Brief over het inkomen, zonder namen", "Wij tellen giften mee als inkomen."
            ),
        ),
    ),
)

SHOWN = (
    DemoCase(
        "inlichtingenplicht-vakantie",
        "samira",
        S.SHOWN,
        "Twee dagen te laat gemeld",
        "Iemand met bijstand bezoekt een week lang een zieke ouder in het buitenland. De melding komt twee dagen te laat binnen. "
        "Volgens de regels volgt er een boete, ook als niemand iets verborg.",
        "Wanneer is een waarschuwing genoeg?",
        "Ik heb gevraagd of ik de boete achterwege mag laten. Het antwoord was: dat moet je goed uitleggen.",
        raw="Meneer Yilmaz van de bakkerij op de hoek vloog naar zijn moeder in Konya.",
        days=4,
    ),
)

RELEASED = (
    DemoCase(
        "huurachterstand-toeslag",
        "fatima.benali",
        S.RELEASED,
        "Huurachterstand door een te late toeslag",
        "Een gezin verhuist naar een kleinere, goedkopere woning, precies zoals iedereen aanraadt. De huurtoeslag stopt bij de "
        "verhuizing en komt na veertien weken weer op gang. In die tijd groeit de achterstand tot drie maanden huur. De "
        "verhuurder start de procedure die bij drie maanden hoort.",
        "Mag ik wachten met de procedure, of maak ik dan onderscheid tussen huurders?",
        "We hebben een voorschot gevraagd bij de bijzondere bijstand. Dat is afgewezen omdat er recht op toeslag is.",
        raw="Gezin De Wit, drie kinderen, verhuisde van de Markt naar de Akerstraat.",
        urgency=Urgency.URGENT,
        days=24,
        voices=(
            (
                "maria",
                "Bij mij kwam de brief van de deurwaarder op dezelfde dag als het bericht dat de toeslag eraan kwam. "
                "Eén telefoontje had maanden ellende gescheeld.",
            ),
            (
                "hanane.ouali",
                "We zien dit elke week. De toeslag kun je van tevoren laten omzetten, maar dan moet iemand je "
                "vertellen dat het kan.",
            ),
            (
                "samira",
                "Aan ons loket wijzen we af omdat er een voorliggende voorziening is. Formeel klopt dat. Toch mag je "
                "overbruggen als het geld er nog niet is.",
            ),
        ),
    ),
    DemoCase(
        "schoolkosten",
        "priya.ramdin",
        S.RELEASED,
        "De vrijwillige bijdrage die niet vrijwillig voelt",
        "Op een middelbare school gaan kinderen alleen mee op reis als de ouders hebben betaald. Dat mag niet, en de school zegt "
        "dat ook netjes op de website. In de klas hangt intussen een lijst met wie er nog moet betalen.",
        "Hoe spreek je een school aan zonder dat het kind erop wordt aangekeken?",
        "Een ouder heeft gebeld met de mentor. Die wist niets van de regel.",
        raw="Het is de Montessorischool in Bronsveld, klas 2C.",
        attribution=Attribution.NAME,
        days=31,
        voices=(
            ("rita.hendrikx", "Mijn dochter werd ziek op de dag van de reis. Elk jaar. Ik wist wel waarom."),
            (
                "ilse.crombach",
                "De wet is helder: uitsluiten mag niet. Een brief van een ouderraad werkt beter dan een klacht "
                "van één ouder.",
            ),
            ("els.kierkels", "Wij kennen een fonds voor schoolkosten. Het wordt voor een derde gebruikt."),
            ("joep.habets", "Ik wil dit meenemen in het gesprek met de schoolbesturen van het voorjaar."),
        ),
    ),
    DemoCase(
        "flexwerk-verrekening",
        "ruben.daemen",
        S.RELEASED,
        "Werken loont pas na drie maanden",
        "Iemand met bijstand pakt oproepdiensten aan in de zorg. Elke maand is het loon anders en elke maand wordt de uitkering "
        "achteraf verrekend. Er is altijd een maand met te weinig. Nu zegt hij diensten af, omdat niets doen rustiger is.",
        "Hoe kan ik de verrekening zo doen dat iemand elke maand kan rondkomen?",
        "We rekenen nu met een schatting. Bij een hogere uitkomst moet hij terugbetalen.",
        days=45,
        voices=(
            ("peter.gielen", "Een buffer van één maand, als lening zonder rente. Wij hebben daar een product voor."),
            ("dennis.paulissen", "Het ergste is niet weten wat er komt. Liever minder en vast."),
            ("karin.lemmens", "In Heuvelrade middelen we over een half jaar. Het kan binnen de wet."),
        ),
    ),
    DemoCase(
        "mantelzorg-kostendeler",
        "lotte.bemelmans",
        S.RELEASED,
        "Bij je moeder intrekken kost je je uitkering",
        "Een dochter wil bij haar zieke moeder gaan wonen om voor haar te zorgen. Dan telt ze mee als kostendeler en daalt haar "
        "uitkering met honderden euro's. Ze blijft nu op twee adressen leven en slaapt op de bank.",
        "Wanneer mag een gemeente afwijken, en wie durft dat op te schrijven?",
        urgency=Urgency.CAN_WAIT,
        days=52,
        voices=(
            (
                "wim.theunissen",
                "Er is ruimte voor wie tijdelijk mantelzorg geeft. In onze werkinstructie staat er geen woord over.",
            ),
            ("tim.jongen", "Wij merken dat mensen zich niet inschrijven. Dan klopt de hele administratie niet meer."),
        ),
    ),
)

SCHEDULED = (
    DemoCase(
        "brief-terugvordering",
        "samira",
        S.SCHEDULED,
        "De brief die je niet openmaakt",
        "Wij vorderen een te hoog bedrag terug dat door onze eigen rekenfout is ontstaan. De brief is vier pagina's lang, noemt "
        "zeven artikelen en eindigt met een dreiging. Mensen leggen hem weg. Daarna komen de kosten erbij.",
        "Wat is het kleinste dat ik aan deze brief kan veranderen en dat echt helpt?",
        "Ik bel nu zelf, vóór de brief weggaat. Dat lukt bij de helft, de rest heeft geen nummer dat het doet.",
        raw="Mijn teamleider Van Hoorn vindt bellen zonde van de tijd. Zaaknummer 2026/88412.",
        urgency=Urgency.URGENT,
        attribution=Attribution.NAME,
        meeting=0,
        colleagues=("ruben.daemen",),
        co=("gloria.mensah",),
        yes=("ruben.daemen", "gloria.mensah"),
        voices=(
            ("maria", "Zet bovenaan: dit is niet jouw fout. Dan lees ik verder."),
            ("joep.habets", "De artikelen moeten erin, maar ze mogen onderaan. Dat heb ik nagevraagd."),
            (
                "omar.farah",
                "Een overheid die een fout maakt, hoort dat als eerste te zeggen. Dat is geen vorm, dat is recht.",
            ),
            ("chantal.dassen", "Noem een bedrag per maand dat kan. Niet het hele bedrag in één keer."),
        ),
        attached=(
            Attached(
                "terugvordering.pdf",
                "De brief zoals die verstuurd wordt",
                "U moet binnen zes weken betalen.",
                title="De brief over terugbetalen, zonder namen",
            ),
        ),
    ),
    DemoCase(
        "vroegsignalering",
        "marcel.odekerken",
        S.SCHEDULED,
        "Wie belt er als de huur één maand te laat is?",
        "We geven elke maand honderd signalen door aan de gemeente. Op zestig daarvan hoort de huurder niets. De andere veertig "
        "krijgen binnen twee weken drie verschillende mensen aan de deur: van ons, van de gemeente en van het energiebedrijf.",
        "Hoe maken we er één gezicht van, zonder een nieuw project?",
        "Twee jaar geleden was er een convenant. Dat ligt in een la.",
        meeting=0,
        voices=(
            ("bart.ramaekers", "Ik wil best die ene zijn. Dan moet ik wel mogen beslissen."),
            ("ahmed.saidi", "Bel niet anoniem. Een onbekend nummer neemt niemand op die schulden heeft."),
            ("jan.wijnands", "In de Mijnbuurt doet een buurvrouw dit al, met koffie. Betaal haar."),
        ),
    ),
    DemoCase(
        "tolk-aan-de-balie",
        "bart.ramaekers",
        S.SCHEDULED,
        "Het kind als tolk",
        "Bij gesprekken over schulden vertaalt vaak een kind van tien of twaalf. Een tolk per telefoon kost geld en een half uur "
        "wachten. Collega's zeggen: het gaat toch goed zo.",
        "Hoe stoppen we hiermee op een manier die de collega's meekrijgt?",
        meeting=0,
        urgency=Urgency.CAN_WAIT,
        voices=(
            ("gloria.mensah", "I was that child. You learn the word for bailiff before the word for holiday."),
            (
                "sanne.kusters",
                "Een kind hoort niet te weten wat zijn ouders schuldig zijn. Dat staat in het kinderrechtenverdrag.",
            ),
        ),
    ),
)

DISCUSSED = (
    DemoCase(
        "uitstel-huisuitzetting",
        "samira",
        S.DISCUSSED,
        "Een uitzetting twee weken voor de bevalling",
        "Een vrouw die over twee weken bevalt, moet haar woning uit. De schuld is opgelopen toen haar uitkering stilstond voor "
        "een onderzoek dat later niets opleverde. Drie instanties weten ervan. Ieder wacht op de ander.",
        "Wie mag er op de rem trappen, en hoe doe je dat op een vrijdagmiddag?",
        "Ik heb de corporatie gebeld. Die wil wel, maar alleen met een garantie.",
        attribution=Attribution.KIND,
        urgency=Urgency.URGENT,
        meeting=-1,
        voices=(
            (
                "pieter",
                "Ik mag een ontruiming één keer uitstellen zonder overleg. Dat weet bijna niemand, ook bij ons niet.",
            ),
            ("monique.vaessen", "Je durft op zo'n moment niet meer te bellen. Laat iemand naar háár toe gaan."),
            ("ilse.crombach", "Bij een pasgeboren kind weegt het recht op wonen zwaarder. Zet dat in het verzoek."),
            (
                "hanane.ouali",
                "Een moratorium bij de rechter kan binnen een dag, als iemand het formulier heeft liggen.",
            ),
            (
                "wim.theunissen",
                "We hebben een noodpotje, met een aanvraagtijd van acht weken. Dat is dus geen noodpotje.",
            ),
        ),
        advices=(
            Advice(
                P.HOUSING,
                "Vraag de woonconsulent om het eenmalige uitstel. Dat kan met één telefoontje, zonder garantie.",
            ),
            Advice(
                P.RIGHTS,
                "Noem in het verzoek het belang van het kind, met de twee zinnen die we op het bord schreven.",
            ),
            Advice(P.WELFARE, "Leg het formulier voor een spoedmoratorium klaar op het gedeelde bureau."),
        ),
        commitments=(
            Commitment(
                "samira",
                "Het uitstel van een uitzetting eerst bespreken met de woonconsulent, vóór er een brief uitgaat.",
                6,
            ),
            Commitment("pieter", "Op één A4 zetten wanneer wij mogen uitstellen, voor alle klantmanagers.", 4),
            Commitment("maria", "Met twee mensen van De Omslag de eerste zin van de brief schrijven.", 3),
        ),
        insights=(
            Insight(
                "Ieder heeft een rem, niemand weet van de ander",
                "Bij een dreigende uitzetting heeft elke organisatie een klein stukje ruimte om te wachten. Die ruimte staat nergens "
                "bij elkaar. Daardoor wacht ieder op een ander, en gaat de procedure door omdat zij als enige een datum heeft.",
                "Stapeling van regels",
                Level.ORGANISATION,
                Lens.SOLIDARITY,
                published=False,
            ),
        ),
    ),
    DemoCase(
        "voedselbank-grens",
        "guus.claessens",
        S.DISCUSSED,
        "Drie euro te rijk voor de voedselbank",
        "Een alleenstaande vader zit drie euro per week boven de grens. Zijn vaste lasten zijn op papier lager dan in het echt, "
        "omdat een lening bij familie niet meetelt. De vrijwilligers willen wel, maar zijn bang voor een precedent.",
        "Hoe ga je om met een grens die net verkeerd valt?",
        meeting=-1,
        voices=(
            ("dennis.paulissen", "Een lening bij je zus is ook een schuld. De zwaarste zelfs."),
            ("karin.lemmens", "Wij rekenen met wat iemand overhoudt, niet met wat er binnenkomt."),
            ("mo.bouzid", "Geef een marge en schrijf op waarom. Dan is het geen willekeur."),
        ),
        advices=(
            Advice(P.POLICY, "Werk met een marge van tien procent en een korte motivering."),
            Advice(P.LIVED, "Vraag niet naar het inkomen maar naar wat er op donderdag nog in huis is."),
        ),
        commitments=(
            Commitment("(bestuur van de voedselbank)", "De marge bespreken in de bestuursvergadering.", 8),
            Commitment(
                "guus.claessens",
                "Drie verhalen verzamelen van mensen net boven de grens.",
                5,
                "done",
                "Het werden er vijf.",
            ),
        ),
    ),
    DemoCase(
        "jongeren-studieschuld",
        "jan.wijnands",
        S.DISCUSSED,
        "Achttien geworden, meteen in de schuld",
        "Op haar achttiende verjaardag verandert alles tegelijk: zorgverzekering, eigen risico, kindgebonden budget, zakgeld van "
        "de voogd. Na vier maanden is de premie niet betaald. Niemand had haar verteld dat ze zelf moest betalen.",
        "Wie is er van die ene dag?",
        meeting=-2,
        voices=(
            ("priya.ramdin", "Wij maken een kaart met alles wat verandert. Hij past niet op een A4."),
            ("nadia.elidrissi", "Bij ons begint het loket bij achttien. Dan is het al te laat."),
            ("aylin.kaya", "In ons onderzoek zegt elke jongere hetzelfde: ik dacht dat het vanzelf ging."),
        ),
        advices=(
            Advice(
                P.WELFARE,
                "Begin het gesprek bij zeventien en een half, met één vaste persoon.",
            ),
            Advice(
                P.RESEARCH,
                "Laat jongeren zelf de brief schrijven aan wie volgend jaar achttien wordt.",
            ),
        ),
        commitments=(
            Commitment(
                "nadia.elidrissi",
                "Nagaan of het loket een half jaar eerder mag beginnen.",
                6,
                "done",
                "Het mag. Vanaf januari.",
            ),
        ),
        insights=(
            Insight(
                "Een verjaardag is een stapeling van regels",
                "Wie achttien wordt, krijgt op één dag met zes regelingen te maken. Elke regeling gaat ervan uit dat een ander het "
                "uitlegt. Ouders met geld vullen dat gat zelf. Waar geen ouders of geen geld zijn, begint het volwassen leven met schuld.",
                "Stapeling van regels",
                Level.GOVERNMENT,
                Lens.JUSTICE,
            ),
        ),
    ),
    DemoCase(
        "huisbezoek",
        "tim.jongen",
        S.DISCUSSED,
        "Mag ik even binnenkijken?",
        "Voor een dringende reparatie komen we bij een huurder die niemand binnenlaat. Achter de deur staat alles vol. Ze schaamt "
        "zich zo dat ze liever in de kou zit. Als we doorzetten, melden we ook wat we zien.",
        "Hoe kom je binnen zonder dat het een controle wordt?",
        meeting=-2,
        attribution=Attribution.NAME,
        voices=(
            ("rita.hendrikx", "Zeg dat je alleen naar de kraan kijkt. En kijk dan ook alleen naar de kraan."),
            ("yvonne.schreurs", "Ik ga de eerste keer zonder formulier. Daar schrijf ik niets over op."),
            ("jesse.vandenberg", "Twee keer komen zonder iets te willen, de derde keer mag je iets vragen."),
        ),
        advices=(
            Advice(P.LIVED, "Spreek af dat het eerste bezoek nergens wordt opgeschreven, en hou je eraan."),
            Advice(P.HOUSING, "Stuur steeds dezelfde monteur."),
        ),
    ),
)

FOLLOWED_UP = (
    DemoCase(
        "schaamte-loket",
        "ruben.daemen",
        S.FOLLOWED_UP,
        "Schaamte aan het loket",
        "Mensen haken af bij de derde vraag naar bewijs. Ze zeggen: laat maar. Aan de balie hoort de hele wachtruimte mee. Uit "
        "een telling van één week bleek dat één op de vier niet terugkomt.",
        "Wat vraagt de wet echt, en wat vragen wij omdat we het altijd zo doen?",
        "We hebben een scherm neergezet. Nu zie je niets meer, maar je hoort nog alles.",
        meeting=-3,
        voices=(
            (
                "maria",
                "Ik ben drie keer omgedraaid bij de schuifdeur. De vierde keer stond er iemand buiten te roken die vroeg of ik mee naar binnen wilde.",
            ),
            ("els.kierkels", "Van de twaalf bewijsstukken zijn er vijf wettelijk nodig. De rest is gewoonte."),
            ("lars", "In mijn interviews gaat schaamte vaker over de ruimte dan over de vraag."),
            (
                "sanne.kusters",
                "Privacy aan de balie is geen luxe. Het staat in de regels die jullie zelf hebben vastgesteld.",
            ),
            (
                "hanane.ouali",
                "Wij vullen het formulier in het buurthuis in. Dan is het loket alleen nog een handtekening.",
            ),
        ),
        advices=(
            Advice(
                P.POLICY,
                "Schrap de zeven bewijsstukken die de wet niet vraagt.",
                Verdict.WORKED,
                "Het zijn er vier geworden die we echt geschrapt hebben. De aanvraagtijd ging van zes naar vier weken.",
            ),
            Advice(
                P.LIVED,
                "Zet een gastvrouw bij de deur die zelf ooit aan deze kant stond.",
                Verdict.TRIED,
                "Een half jaar op dinsdag gedaan. Nu zoeken we geld.",
            ),
            Advice(P.WELFARE, "Laat mensen in het buurthuis invullen, met iemand die ze kennen.", Verdict.USABLE, ""),
        ),
        commitments=(
            Commitment(
                "els.kierkels",
                "Een lijst maken van wat de wet vraagt en wat wij vragen.",
                4,
                "done",
                "Lijst staat op intranet.",
            ),
            Commitment(
                "maria",
                "Twee keer meelopen als gastvrouw en vertellen wat opviel.",
                10,
                "done",
                "Vooral dat mensen fluisteren.",
            ),
        ),
        insights=(
            Insight(
                "De ruimte vraagt ook om bewijs",
                "Schaamte zit niet alleen in de vraag, maar in de plek waar ze gesteld wordt. Een balie waar iedereen meeluistert, "
                "vraagt van mensen dat ze hun armoede laten zien voordat er hulp komt. Wie de plek verandert, verandert wie er durft te vragen.",
                "Schaamte",
                Level.ORGANISATION,
                Lens.RELATIONAL,
            ),
        ),
        changed="De balie is nu een tafel. Twee andere gemeenten zijn komen kijken.",
    ),
    DemoCase(
        "kinderopvang-solliciteren",
        "sevda.yilmaz",
        S.FOLLOWED_UP,
        "Geen opvang zonder werk, geen werk zonder opvang",
        "Een moeder kan beginnen in een bakkerij, om zes uur 's ochtends. Voor toeslag moet ze werken, om te werken heeft ze opvang "
        "nodig, en de opvang begint om half acht.",
        "Welke potjes mag ik gebruiken voor de eerste twee maanden?",
        meeting=-3,
        voices=(
            ("karin.lemmens", "Sociaal-medische opvang is hier niet voor bedoeld. Toch is het de enige die snel is."),
            ("rita.hendrikx", "Vraag de bakker. Ik mocht om acht uur beginnen, gewoon door het te vragen."),
            ("yvonne.schreurs", "In onze flat passen drie oma's op. Onbetaald en onverzekerd."),
        ),
        advices=(
            Advice(
                P.POLICY,
                "Gebruik de brugregeling en schrijf de uitzondering één keer goed op.",
                Verdict.WORKED,
                "Goedgekeurd. Nu een vaste route voor iedereen.",
            ),
            Advice(
                P.LIVED,
                "Ga samen naar de werkgever voordat je een potje zoekt.",
                Verdict.NOT_USABLE,
                "De werkgever wilde niet.",
            ),
        ),
        insights=(
            Insight(
                "Wie overbrugt, verdient het terug",
                "Tussen twee regelingen zit vaak een gat van een paar weken. Niemand is ervan, dus valt de rekening bij wie het minst "
                "heeft. Een kleine overbrugging kost minder dan de schuld die anders ontstaat.",
                "Wachttijd",
                Level.GOVERNMENT,
                Lens.SOLIDARITY,
            ),
        ),
        changed="Er is nu een brugregeling die een klantmanager zelf mag toekennen, tot 600 euro.",
    ),
    DemoCase(
        "digid-via-buurman",
        "omar.farah",
        S.FOLLOWED_UP,
        "De buurman die alle wachtwoorden heeft",
        "In een flat regelt één buurman de DigiD van veertien huishoudens. Hij doet het goed en vraagt er niets voor. Formeel is het "
        "strafbaar. Als hij ziek is, ligt alles stil.",
        "Hoe maak je iets veiligs zonder te breken wat werkt?",
        meeting=-4,
        attribution=Attribution.NAME,
        voices=(
            ("guus.claessens", "Haal hem binnen als vrijwilliger. Dan is hij verzekerd en mag hij het nog steeds."),
            ("dennis.paulissen", "Als je hem wegstuurt, gaan ze naar iemand die er wel geld voor vraagt."),
            ("lotte.bemelmans", "Machtigen kan, alleen is de route voor twee jaar en veertien keer apart."),
            ("fatima.benali", "Ons loket kan op donderdag in het buurthuis zitten. Dan is hij gastheer."),
        ),
        advices=(
            Advice(
                P.FRONTLINE,
                "Zet het loket één dagdeel in de flat, met de buurman als gastheer.",
                Verdict.WORKED,
                "Elke donderdag vol.",
            ),
            Advice(
                P.POLICY,
                "Regel de machtigingen in één keer, met een notaris die het gratis doet.",
                Verdict.TRIED,
                "Negen van de veertien gelukt.",
            ),
        ),
        commitments=(
            Commitment("fatima.benali", "Zes donderdagen proefdraaien in de flat.", 8, "done", "Het blijft."),
        ),
        changed="Andere flats vragen om hetzelfde. De gemeente betaalt een kleine vergoeding.",
    ),
    DemoCase(
        "dreigende-afsluiting",
        "chantal.dassen",
        S.FOLLOWED_UP,
        "Afsluiten in de herfstvakantie",
        "Een gezin heeft een betalingsregeling voor energie en betaalt netjes. Door een nieuw contractnummer komt het geld op de "
        "verkeerde hoop. Vrijdag wordt er afgesloten. De klantenservice kan niets zien.",
        "Welke deur gaat er open als alle telefoonlijnen dicht zijn?",
        meeting=-5,
        urgency=Urgency.URGENT,
        voices=(
            ("mo.bouzid", "Elke leverancier heeft een nummer voor hulpverleners. Dat delen we alleen onderling."),
            ("ahmed.saidi", "Ik heb eens een monteur met taart tegengehouden. Dat is geen systeem."),
            ("tim.jongen", "Wij kunnen als verhuurder de aansluiting tijdelijk overnemen."),
        ),
        advices=(
            Advice(
                P.WELFARE,
                "Maak één lijst met nummers voor noodgevallen en houd die samen bij.",
                Verdict.WORKED,
                "Lijst wordt elke maand bijgewerkt door de kredietbank.",
            ),
        ),
        changed="De lijst wordt nu door negen organisaties gebruikt.",
    ),
)

CLOSED = (
    DemoCase(
        "uitgeschreven",
        "bart.ramaekers",
        S.CLOSED,
        "Ambtshalve uitgeschreven",
        "Een man reageert niet op drie brieven en wordt uitgeschreven. Daarmee vervallen in één dag zijn uitkering, zijn toeslagen en "
        "zijn verzekering. Hij woonde er gewoon, maar deed de deur niet open.",
        "Kan er iemand gaan kijken voordat het knopje wordt ingedrukt?",
        meeting=-6,
        voices=(
            ("dennis.paulissen", "Dit ben ik. Het duurde zeven maanden voor ik weer bestond."),
            (
                "omar.farah",
                "Wie uitgeschreven is, verliest toegang tot bijna elk recht. De zwaarte past niet bij de procedure.",
            ),
            ("fatima.benali", "Wij lopen nu langs bij wie we kennen. Voor de rest is geen tijd."),
        ),
        advices=(
            Advice(
                P.FRONTLINE,
                "Niemand uitschrijven zonder één bezoek door iemand zonder uniform.",
                Verdict.WORKED,
                "Acht van de tien bleken er gewoon te wonen.",
            ),
            Advice(
                P.LIVED,
                "Doe een kaartje in de bus met een naam en een gezicht.",
                Verdict.WORKED,
                "Zes van de acht belden terug.",
            ),
        ),
        commitments=(
            Commitment(
                "bart.ramaekers",
                "Een proef van drie maanden met een bezoek vooraf.",
                12,
                "done",
                "Is beleid geworden.",
            ),
        ),
        insights=(
            Insight(
                "Niet reageren is ook een bericht",
                "Systemen lezen stilte als onwil. Wie zelf in de knel zat, leest stilte als angst. Wanneer iemand na de tweede brief "
                "gaat kijken in plaats van een derde te sturen, blijkt de zwaarste maatregel bijna altijd onnodig.",
                "Wantrouwen",
                Level.GOVERNMENT,
                Lens.RELATIONAL,
            ),
        ),
        changed="De gemeente schrijft niemand meer uit zonder huisbezoek. Twee buurgemeenten nemen het over.",
    ),
    DemoCase(
        "beslagvrije-voet",
        "peter.gielen",
        S.CLOSED,
        "Te weinig om van te leven, op papier precies genoeg",
        "Drie schuldeisers leggen beslag. Ieder rekent met een andere beslagvrije voet. De som klopt nergens en er blijft 31 euro per "
        "week over.",
        "Hoe krijg je drie rekenmachines op één lijn?",
        meeting=-7,
        voices=(
            ("ahmed.saidi", "Ik had een map met drie tabbladen. Niemand wilde hem zien."),
            ("ruben.daemen", "Wij kunnen de berekening overdoen, als iemand het vraagt."),
            (
                "femke.snijders",
                "De coördinerend deurwaarder is wettelijk geregeld. Hij moet alleen aangewezen worden.",
            ),
        ),
        advices=(
            Advice(
                P.RESEARCH,
                "Vraag schriftelijk om een coördinerend deurwaarder, met het modelbriefje.",
                Verdict.WORKED,
                "Binnen een week geregeld, in drie dossiers.",
            ),
        ),
        insights=(
            Insight(
                "Wie de som niet kan controleren, draagt de fout",
                "Een fout in een berekening komt terecht bij degene die haar niet kan narekenen. Een modelbrief van tien regels "
                "verplaatst de bewijslast naar wie de rekenmachine heeft.",
                "Bewijslast",
                Level.PROFESSIONAL,
                Lens.JUSTICE,
            ),
        ),
        changed="De modelbrief staat op de website van de kredietbank.",
    ),
    DemoCase(
        "wachtlijst-schuldhulp",
        "mo.bouzid",
        S.CLOSED,
        "Elf weken wachten op een eerste gesprek",
        "Wie zich meldt met schulden, wacht elf weken. In die tijd groeit de schuld gemiddeld met 900 euro en haakt een op de drie af.",
        "Wat kunnen we doen in de eerste week, ook als er nog geen plek is?",
        meeting=-8,
        voices=(
            ("monique.vaessen", "Bel op dag twee. Niet om te helpen, om te zeggen dat je er bent."),
            ("jan.wijnands", "Open een inloop zonder afspraak. Wij hebben de tafel."),
        ),
        advices=(
            Advice(
                P.LIVED,
                "Bel iedereen binnen twee dagen, ook als je niets te bieden hebt.",
                Verdict.WORKED,
                "De uitval halveerde.",
            ),
            Advice(
                P.WELFARE,
                "Een inloop op woensdag om post te openen.",
                Verdict.WORKED,
                "Gemiddeld negen mensen per keer.",
            ),
        ),
        insights=(
            Insight(
                "Wachten is geen lege tijd",
                "In een wachttijd gebeurt van alles: schulden groeien, moed zakt weg. Een kort telefoontje in de eerste dagen kost "
                "vijf minuten en houdt mensen vast. Contact is ook hulp.",
                "Wachttijd",
                Level.PROFESSIONAL,
                Lens.RELATIONAL,
            ),
        ),
        changed="Bellen op dag twee is nu de gewoonte.",
    ),
    DemoCase(
        "taal-in-de-beschikking",
        "joep.habets",
        S.CLOSED,
        "Een besluit dat niemand begrijpt",
        "Onze besluiten kloppen juridisch. Uit een proef blijkt dat twee van de tien lezers weten of ze nu wel of geen geld krijgen.",
        "Hoe schrijf je een besluit dat standhoudt bij de rechter én op de bank wordt begrepen?",
        meeting=-10,
        attribution=Attribution.NAME,
        voices=(
            ("monique.vaessen", "Begin met ja of nee. Daarna lees ik pas of ik moet huilen."),
            ("lotte.bemelmans", "De rechter wil de motivering, niet de volgorde."),
            ("gloria.mensah", "Short sentences are not childish. They are polite."),
        ),
        advices=(
            Advice(
                P.LIVED,
                "Laat een panel van vijf lezers elke nieuwe brief hardop lezen.",
                Verdict.WORKED,
                "Twaalf brieven herschreven.",
            ),
            Advice(
                P.POLICY,
                "Zet het antwoord in de eerste regel, de artikelen op de achterkant.",
                Verdict.WORKED,
                "Minder bezwaren, en kortere.",
            ),
        ),
        insights=(
            Insight(
                "Eenvoudig schrijven is macht delen",
                "Wie een besluit kan lezen, kan het ook tegenspreken. Moeilijke taal beschermt de schrijver, niet de lezer. Vijf lezers "
                "aan tafel leverden meer op dan een cursus van twee dagen.",
                "Taal van het systeem",
                Level.ORGANISATION,
                Lens.JUSTICE,
            ),
        ),
        changed="Het panel is vast en wordt betaald.",
    ),
    DemoCase(
        "bijzondere-bijstand-wasmachine",
        "hanane.ouali",
        S.CLOSED,
        "Negen formulieren voor een wasmachine",
        "Een oudere vrouw wast met de hand omdat de aanvraag voor een wasmachine negen bewijsstukken vraagt. De kosten van het "
        "beoordelen zijn hoger dan die van de machine.",
        "Wanneer is vertrouwen goedkoper dan controle?",
        meeting=-11,
        voices=(
            ("els.kierkels", "Een steekproef achteraf mag. We doen het alleen niet."),
            ("rita.hendrikx", "Ik had de aanvraag half af toen ik dacht: laat maar, ik ga wel naar mijn zus."),
        ),
        advices=(
            Advice(
                P.POLICY,
                "Tot 500 euro zonder bewijs vooraf, met een steekproef achteraf.",
                Verdict.WORKED,
                "In een jaar 212 aanvragen, geen enkele onterecht.",
            ),
        ),
        insights=(
            Insight(
                "Vertrouwen is te meten",
                "Bij kleine bedragen kost controle vooraf meer dan er ooit mis kan gaan. Een steekproef achteraf liet zien dat mensen "
                "vragen wat ze nodig hebben, en niet meer.",
                "Wantrouwen",
                Level.GOVERNMENT,
                Lens.SOLIDARITY,
            ),
        ),
        changed="De regeling geldt nu in twee gemeenten.",
    ),
    DemoCase(
        "onaangekondigde-deurwaarder",
        "monique.vaessen",
        S.CLOSED,
        "De deurwaarder die eerst belde",
        "Een deurwaarder liet weten dat hij liever eerst belt dan aanbelt, maar geen nummers krijgt. De mensen die hij bezoekt, "
        "zeggen allemaal dat ze dat ook liever hadden gehad.",
        "Wat is ervoor nodig om elkaar eerst te spreken?",
        meeting=-12,
        attribution=Attribution.NAME,
        voices=(
            (
                "yvonne.schreurs",
                "Wij hebben die nummers. We mogen ze alleen met toestemming geven. Dus: vraag toestemming bij de sleutel.",
            ),
            ("peter.gielen", "Een kaartje: bel mij, dan kom ik niet. Het werkt echt."),
        ),
        advices=(
            Advice(
                P.HOUSING,
                "Vraag bij het tekenen van de huur: wie mogen we bellen als het misgaat?",
                Verdict.WORKED,
                "Negen op de tien geeft een naam.",
            ),
        ),
        changed="De vraag staat nu in het huurcontract.",
    ),
)

ENDED = (
    DemoCase(
        "klacht-over-collega",
        "wim.theunissen",
        S.DECLINED,
        "Een collega die te streng is",
        "Een collega maakt nooit een uitzondering. Ik vind dat niet eerlijk voor zijn klanten.",
        "Wat vindt het atelier van zijn manier van werken?",
        raw="Het gaat om mijn collega van kamer 2.14.",
        days=80,
        why="Het gaat over één collega, en die is zo te herkennen. Daar is het atelier niet de plek voor.",
        offer="We denken graag mee over de vraag hoe je als team met uitzonderingen omgaat. Noor belt je daarover.",
    ),
    DemoCase(
        "software-keuze",
        "marcel.odekerken",
        S.DECLINED,
        "Welk incassopakket is het beste?",
        "We moeten een nieuw pakket kiezen voor incasso en willen weten wat anderen gebruiken.",
        "Welk pakket raden jullie aan?",
        days=150,
        why="Dit is een inkoopvraag. Er zit geen vraag in over ongelijkheid of hulp.",
        offer="Zet hem bij zoeken op de pagina van je organisatie. Dan kunnen andere corporaties reageren.",
    ),
    DemoCase(
        "verhuisplicht",
        "jesse.vandenberg",
        S.WITHDRAWN,
        "Sloop en een verhuizing die niemand wilde",
        "Een blok wordt gesloopt. Bewoners krijgen een verhuisvergoeding die na verrekening grotendeels verdwijnt.",
        "Wie let erop dat een vergoeding ook aankomt?",
        days=110,
        why="De bewoners hebben zelf een advocaat gevonden en willen het nu stil houden.",
    ),
)

CASES = (*DRAFTS, *SUBMITTED, *CHANGES_ASKED, *SHOWN, *RELEASED, *SCHEDULED, *DISCUSSED, *FOLLOWED_UP, *CLOSED, *ENDED)
