"""Words to make sentences of. No real person, address or case stands behind them."""

FIRST_NAMES = (
    "Aïcha", "Anke", "Anouk", "Bart", "Bram", "Bregje", "Carla", "Chantal", "Daan", "Daniëlle", "Deniz", "Dirk",
    "Elif", "Els", "Emre", "Esra", "Eva", "Fatima", "Femke", "Fleur", "Frans", "Geert", "Gijs", "Hanneke",
    "Hassan", "Heleen", "Henk", "Ilse", "Imane", "Inge", "Iris", "Ismail", "Jan", "Jasmijn", "Jeroen", "Jo",
    "Joris", "Josje", "Judith", "Karima", "Kees", "Khadija", "Kim", "Koen", "Lars", "Leila", "Lieke", "Lisa",
    "Loes", "Lotte", "Luuk", "Maarten", "Manon", "Marieke", "Marjan", "Mark", "Mehmet", "Merel", "Mieke",
    "Mohamed", "Nadia", "Naomi", "Niek", "Nina", "Noor", "Omar", "Paul", "Petra", "Pim", "Rachid", "Rianne",
    "Rob", "Roos", "Ruben", "Ruud", "Said", "Sanne", "Sara", "Sem", "Sjef", "Sofie", "Stefan", "Suzanne",
    "Tamara", "Thijs", "Tineke", "Truus", "Ümit", "Victor", "Wendy", "Wiel", "Willem", "Yara", "Yasmin",
    "Youssef", "Yvonne", "Zeynep",
)  # fmt: skip
LAST_NAMES = (
    "Aarts", "Achten", "Aydin", "Bakker", "Ben Amar", "van den Berg", "Beckers", "Bergmans", "Boesten", "Bos",
    "Bouzid", "Brouns", "Claessens", "Coenen", "Cremers", "Custers", "Daemen", "van Dijk", "Dohmen", "El Amrani",
    "Engelen", "Erkens", "Frissen", "Geelen", "Geurts", "de Graaf", "Haddad", "Hendrix", "Heuts",
    "van der Heijden", "Houben", "Jacobs", "Janssen", "de Jong", "Kaya", "Kerkhofs", "Knops", "Koolen",
    "Kuipers", "Lemmens", "Lenaerts", "Linssen", "Maassen", "Meertens", "Mertens", "Meuwissen", "Mulder",
    "Nijsten", "Notermans", "Ouali", "Özdemir", "Paulussen", "Peeters", "Pijpers", "Quaedvlieg", "Ramaekers",
    "Reinders", "Rutten", "Schepers", "Schreurs", "Senden", "Smeets", "Souren", "Stassen", "Theunissen",
    "Thijssen", "Timmermans", "Vaessen", "Verhoeven", "Visser", "Vrancken", "de Vries", "Wetzels",
    "Widdershoven", "Willems", "Yilmaz", "Zeegers",
)  # fmt: skip
PLACES = (
    "Maasdal", "Heuvelrade", "Geulbeek", "Mergelhoven", "Peelrand", "Roerzicht", "Steenwaard", "Vennekamp",
    "Lindenberg", "Kerkeveld", "Molenbeek", "Waterloo-Noord", "Zandhoek", "Bronsbeek", "Eikenrode", "Grensveld",
)  # fmt: skip
ORGANISATIONS = {
    "municipality": ("Gemeente {place}", "Sociale Dienst {place}"),
    "welfare": ("Welzijn {place}", "Maatschappelijk Werk {place}", "Buurthuis {place}"),
    "housing": ("Wonen in {place}", "Woningstichting {place}"),
    "rights": ("Meldpunt Gelijk {place}", "Rechtswinkel {place}"),
    "education": ("Hogeschool {place}", "Lectoraat {place}"),
    "lived": ("Ervaringskring {place}", "Sterk uit Armoede {place}"),
    "other": ("Voedselbank {place}", "Wijkbibliotheek {place}"),
}
PERSPECTIVE_OF = {
    "municipality": ("frontline", "policy"),
    "welfare": ("welfare",),
    "housing": ("housing",),
    "rights": ("rights",),
    "education": ("research",),
    "lived": ("lived",),
    "other": ("welfare", "frontline"),
}
BIOS = (
    "Ik werk in de wijk en zoek naar manieren om naast mensen te staan.",
    "Ik ken het van binnenuit en denk mee over wat anders kan.",
    "Ik maak beleid en wil weten hoe het uitpakt aan de keukentafel.",
    "Ik help huurders met schulden en leer graag van anderen.",
    "Ik onderzoek hoe regels ongelijkheid maken, en hoe ze die kunnen verkleinen.",
)

WHAT = (
    "Huurachterstand",
    "Schaamte aan het loket",
    "Geen geld voor een wasmachine",
    "Een boete die blijft groeien",
    "Wachten op bijzondere bijstand",
    "Een gezin zonder adres",
    "Schoolkosten die niet passen",
    "Post die niemand opent",
    "Een kind dat niet meedoet",
    "Een korting op de uitkering",
    "Medische kosten vooraf betalen",
    "Werk dat minder oplevert dan een uitkering",
    "Mantelzorg en geld",
    "Energie afgesloten",
    "Een jongere zonder inkomen",
)
BECAUSE = (
    "door een te late toeslag",
    "na een scheiding",
    "omdat het formulier te moeilijk is",
    "door wisselende diensten",
    "na verlies van werk",
    "omdat niemand de regie neemt",
    "door een terugvordering",
    "in een gezin met vier kinderen",
    "bij een nieuwe Nederlander",
    "omdat de systemen niet met elkaar praten",
    "na een ziekenhuisopname",
    "door de kostendelersnorm",
)
WHO = (
    "Een gezin met drie kinderen",
    "Een alleenstaande moeder",
    "Een jongere van negentien",
    "Een man die net weer werkt",
    "Een oudere vrouw met een klein pensioen",
    "Een zelfstandige zonder opdrachten",
    "Een vader die zijn kinderen om de week heeft",
    "Een stel dat apart woont om de regels",
)
HAPPENS = (
    "krijgt drie brieven van drie organisaties, met drie verschillende bedragen",
    "durft de deur niet meer open te doen",
    "moet geld terugbetalen dat al is uitgegeven aan eten",
    "valt net buiten elke regeling, steeds om een andere reden",
    "vertelt het verhaal voor de vijfde keer en haakt af",
    "wacht al negen weken op een besluit",
    "leent bij familie en verliest daarmee ook die band",
    "wil wel werken, maar weet niet wat er dan met de toeslagen gebeurt",
)
MEANWHILE = (
    "Ondertussen loopt de rente door.",
    "De collega's zijn het niet eens over wat mag.",
    "De regel vraagt om bewijs dat er niet is.",
    "Iedereen doet zijn werk, en toch gaat het mis.",
    "De kinderen merken het op school.",
    "Er is ruimte in de wet, maar niemand neemt die.",
    "Wie het hardst roept wordt het eerst geholpen.",
)
QUESTIONS = (
    "Mag ik wachten met de volgende stap, en wie beslist dat met mij?",
    "Hoe maak ik het gesprek mogelijk zonder dat iemand zich moet schamen?",
    "Wat vraagt de wet echt, en wat hebben wij er zelf van gemaakt?",
    "Wie moet er aan tafel zitten om dit op te lossen?",
    "Hoe doorbreek ik dat elke organisatie naar de ander wijst?",
    "Wat kan ik vandaag doen, en wat moet er in het beleid veranderen?",
)
TRIED = (
    "Ik heb gebeld met de andere organisaties. Dat hielp een week.",
    "We zijn samen de post doorgegaan. Dat gaf lucht, maar geen geld.",
    "Een bezwaar is ingediend. Het antwoord kan nog acht weken duren.",
    "",
)
VOICES = (
    "Ik herken dit. Wat mij hielp was iemand die naast mij bleef zitten.",
    "Bij ons mag de consulent hiervan afwijken. Bijna niemand weet dat.",
    "Vraag eerst wat iemand zelf wil, voor je een formulier pakt.",
    "De regel is bedoeld als bodem, niet als hek. Dat staat in de toelichting.",
    "Let op de kinderen: zij tellen mee in elke afweging.",
    "Wij kunnen een huisuitzetting stilzetten als we het binnen een week horen.",
    "Het gaat hier ook om klasse: wie de taal van het loket spreekt krijgt meer.",
)
ADVICES = (
    "Bel samen met de inwoner, op de luidspreker, en blijf erbij.",
    "Gebruik de hardheidsclausule en schrijf op waarom.",
    "Spreek af wie de vaste contactpersoon is, en zet die naam in elke brief.",
    "Stel de terugvordering uit tot het besluit over de toeslag er is.",
    "Nodig de woonconsulent uit voor het volgende gesprek.",
    "Vraag een ervaringsdeskundige om de brief te herschrijven.",
)
COMMITMENTS = (
    "Uitstel van huisuitzetting eerst bespreken met het wijkteam.",
    "De brief herschrijven met drie bewoners.",
    "De regel voorleggen aan de jurist en het antwoord delen.",
    "Een vast telefoonnummer regelen voor collega's onder elkaar.",
)
INSIGHTS = (
    "Wie moet bewijzen dat hij arm is, leert zich te verbergen",
    "Een vaste contactpersoon is geen luxe maar recht",
    "Ruimte in de wet helpt alleen wie iemand kent die haar neemt",
    "Stapelen van kleine regels maakt grote schulden",
    "Schaamte is geen karakter maar een gevolg van hoe wij vragen",
)
INSIGHT_TEXT = (
    "In meerdere kwesties zagen we hetzelfde. De regel klopt op papier, maar in de praktijk betaalt degene met het "
    "minste geld de hoogste prijs voor elke fout. Waar een professional de ruimte nam en collega's dat steunden, "
    "kwam er rust, en daarna pas een oplossing."
)
MECHANISMS = (
    ("Stapeling", "stapeling"),
    ("Bewijslast", "bewijslast"),
    ("Schaamte", "schaamte"),
    ("Verkokering", "verkokering"),
    ("Taal van het loket", "taal-van-het-loket"),
)
THEMES = (
    "Wie mag er blijven wonen?",
    "De eerste minuut aan het loket",
    "Kinderen in de knel",
    "Werken loont niet altijd",
    "Recht hebben en recht krijgen",
    "Schulden zonder einde",
    "Meedoen zonder geld",
    "De macht van de brief",
)
VENUES = (
    ("Huis voor de Kunsten", "Kloosterplein 1"),
    ("Buurthuis De Brug", "Brugstraat 12"),
    ("Bibliotheek Maasdal", "Markt 3"),
    ("Hogeschool Mergelland", "Campuslaan 40"),
)
EXPERTS = (
    "Jurist sociaal domein",
    "Onderzoeker armoede",
    "Ervaringsdeskundige schulden",
    "Rechter in ruste",
    "Schuldhulpverlener",
)
LEARNING_QUESTIONS = (
    ("Schaamte", "Hoe vragen wij zo dat niemand zich hoeft te schamen?"),
    ("Ruimte in de regel", "Wat maakt dat professionals de ruimte in de wet nemen of laten liggen?"),
    ("Stapeling", "Hoe voorkomen we dat kleine regels samen een groot probleem maken?"),
    ("Eén gezicht", "Wat verandert er als mensen één vaste contactpersoon hebben?"),
    ("Ervaring telt", "Hoe krijgt ervaringskennis evenveel gewicht als vakkennis?"),
    ("Klasse aan het loket", "Hoe werkt klasse door in wie wat krijgt?"),
)
RESEARCH_TITLES = (
    "Wat brieven doen met mensen",
    "Wachten op geld",
    "De eerste vijf minuten van een gesprek",
    "Jongeren over schulden",
    "Wat een wasmachine kost",
    "Vaste gezichten in de wijk",
    "Moeders en de toeslag",
    "Waarom mensen afhaken",
    "Ruimte nemen als consulent",
    "Meedoen op school",
)
METHODS = (
    "Tien gesprekken met bewoners, vijf met professionals. Een ervaringsdeskundige leest mee en doet de helft van de "
    "gesprekken.",
    "We lezen veertig brieven, en vragen lezers hardop te denken. Daarna herschrijven we er drie, samen met bewoners.",
    "Een maand meelopen aan het loket, een dagboek, en twee groepsgesprekken om te toetsen wat we zien.",
)
MILESTONES = ("Vragenlijst klaar", "Gesprekken gevoerd", "Eerste bevindingen besproken", "Verslag ingeleverd")
SUMMARY = (
    "We wilden weten wat er gebeurt tussen de eerste brief en het eerste gesprek. We spraken met bewoners en met "
    "professionals. Mensen openen een brief eerder als er een naam en een telefoonnummer op staan. De toon van de "
    "eerste zin bepaalt of iemand belt. Organisaties kunnen dit morgen veranderen, zonder nieuw geld."
)
PERSPECTIVES = ("lived", "frontline", "policy", "welfare", "housing", "rights", "research")
