"""The four methods the studio begins with: Dutch, and English beside it. They may be changed at the desk."""


def _step(
    minutes: int, nl: tuple[str, str, str], en: tuple[str, str, str], *, advice: bool = False
) -> dict[str, object]:
    """`nl` and `en`: title, who speaks, what is noted."""
    return {
        "minutes": minutes,
        "title": nl[0],
        "who_speaks": nl[1],
        "noted": nl[2],
        "title_en": en[0],
        "who_speaks_en": en[1],
        "noted_en": en[2],
        "advice_allowed": advice,
    }


METHODS: list[dict[str, object]] = [
    {
        "slug": "dilemma",
        "name": "Dilemmamethode",
        "name_en": "Dilemma method",
        "summary": "Voor een vraag waarbij elke keuze iets kost. Je zoekt samen wat er op het spel staat en voor wie.",
        "summary_en": "For a question in which every choice costs something. "
        "Together you look for what is at stake, and for whom.",
        "steps": [
            _step(
                5,
                ("Het dilemma vertellen", "Inbrenger", "De keuze: A of B"),
                ("Telling the dilemma", "Presenter", "The choice: A or B"),
            ),
            _step(
                10,
                ("Vragen naar de feiten", "Deelnemers vragen, inbrenger antwoordt", "Wat zeker is en wat niet"),
                ("Asking for the facts", "Members ask, presenter answers", "What is certain and what is not"),
            ),
            _step(
                10,
                (
                    "Wie raakt het, en wat is voor hen van waarde?",
                    "Iedereen, ervaring eerst",
                    "Waarden per persoon",
                ),
                ("Who is affected, and what do they value?", "Everybody, lived experience first", "Values per person"),
            ),
            _step(
                10,
                ("Wat zou jij doen, en welk nadeel neem je dan voor lief?", "Iedereen om de beurt", "Keuze en prijs"),
                ("What would you do, and what harm do you accept?", "Everybody in turn", "Choice and price"),
                advice=True,
            ),
            _step(
                10,
                ("Wat maakt dit dilemma?", "Iedereen", "Mechanisme: regel, geld, macht, gewoonte"),
                ("What makes this dilemma?", "Everybody", "Mechanism: rule, money, power, habit"),
                advice=True,
            ),
            _step(
                5,
                ("Wat neem je mee?", "Inbrenger", "Advies en toezegging"),
                ("What do you take along?", "Presenter", "Advice and commitment"),
            ),
        ],
    },
    {
        "slug": "incident",
        "name": "Incidentmethode",
        "name_en": "Incident method",
        "summary": "Voor een moment waarop snel iets besloten moest worden. De groep beslist zelf, "
        "voordat de inbrenger vertelt hoe het ging.",
        "summary_en": "For a moment at which something had to be decided quickly. "
        "The group decides before the presenter tells how it went.",
        "steps": [
            _step(
                5,
                ("Het incident vertellen, tot het moment van kiezen", "Inbrenger", "Het moment"),
                ("Telling the incident, up to the choice", "Presenter", "The moment"),
            ),
            _step(
                10,
                ("Vragen stellen", "Deelnemers, kort en feitelijk", "Antwoorden"),
                ("Asking questions", "Members, short and factual", "Answers"),
            ),
            _step(
                5,
                ("Schrijf op wat je zou doen", "Niemand, iedereen schrijft", "Een besluit per persoon"),
                ("Write down what you would do", "Nobody, everybody writes", "One decision per person"),
            ),
            _step(
                15,
                ("Besluiten vergelijken", "Iedereen om de beurt", "Besluit en reden"),
                ("Comparing decisions", "Everybody in turn", "Decision and reason"),
                advice=True,
            ),
            _step(5, ("Hoe het ging", "Inbrenger", "De afloop"), ("How it went", "Presenter", "What happened")),
            _step(
                10,
                ("Wat leren we?", "Iedereen", "Advies, en wat elders ook speelt"),
                ("What do we learn?", "Everybody", "Advice, and what also happens elsewhere"),
                advice=True,
            ),
        ],
    },
    {
        "slug": "intervisie",
        "name": "Intervisie in tien stappen",
        "name_en": "Ten-step peer review",
        "summary": "Voor een vraag over je eigen handelen. Advies komt pas laat: eerst kijken, vragen en voelen.",
        "summary_en": "For a question about your own way of working. Advice comes late: first look, ask and feel.",
        "steps": [
            _step(3, ("De vraag", "Inbrenger", "In één zin"), ("The question", "Presenter", "In one sentence")),
            _step(7, ("Het verhaal", "Inbrenger", "Wie, wat, waar"), ("The story", "Presenter", "Who, what, where")),
            _step(
                8,
                ("Vragen om het te begrijpen", "Deelnemers", "Antwoorden"),
                ("Questions to understand", "Members", "Answers"),
            ),
            _step(
                5,
                ("Wat raakt je hierin?", "Iedereen kort", "Gevoelens, geen oordeel"),
                ("What touches you in this?", "Everybody, briefly", "Feelings, no judgement"),
            ),
            _step(
                5,
                ("Is dit de vraag?", "Inbrenger, met de groep", "De vraag, opnieuw"),
                ("Is this the question?", "Presenter, with the group", "The question anew"),
            ),
            _step(
                8,
                ("Hoe kijk jij ernaar?", "Deelnemers, inbrenger luistert", "Manieren van kijken"),
                ("How do you see it?", "Members, presenter listens", "Ways of seeing"),
            ),
            _step(
                4,
                ("Wat herken je?", "Inbrenger", "Wat raak is"),
                ("What do you recognise?", "Presenter", "What hits home"),
            ),
            _step(
                10,
                ("Advies", "Deelnemers om de beurt", "Adviezen"),
                ("Advice", "Members in turn", "Advice"),
                advice=True,
            ),
            _step(
                5,
                ("Wat ga je doen?", "Inbrenger", "Toezegging met datum"),
                ("What will you do?", "Presenter", "Commitment with a date"),
            ),
            _step(
                5,
                ("Wat neemt ieder mee?", "Iedereen", "Inzicht"),
                ("What does each take along?", "Everybody", "Insight"),
            ),
        ],
    },
    {
        "slug": "open-gesprek",
        "name": "Open gesprek",
        "name_en": "Open talk",
        "summary": "Voor een onderwerp dat nog geen vorm heeft. Weinig regels, wel een rondje aan begin en eind.",
        "summary_en": "For a subject that has no form yet. Few rules, but a round at the start and at the end.",
        "steps": [
            _step(
                5,
                ("Waarover gaat het?", "Inbrenger", "Het onderwerp"),
                ("What is it about?", "Presenter", "The subject"),
            ),
            _step(
                10,
                ("Rondje: wat zie jij?", "Iedereen, ervaring eerst", "Een zin per persoon"),
                ("Round: what do you see?", "Everybody, lived experience first", "One sentence per person"),
            ),
            _step(
                20,
                ("Gesprek", "Wie wil, de begeleider bewaakt de beurten", "Vragen, adviezen, meningsverschil"),
                ("Talk", "Who wants to, the facilitator guards the turns", "Questions, advice, disagreement"),
                advice=True,
            ),
            _step(
                10,
                ("Rondje: wat vraagt dit van ons?", "Iedereen", "Toezeggingen en inzichten"),
                ("Round: what does this ask of us?", "Everybody", "Commitments and insights"),
                advice=True,
            ),
        ],
    },
]
