"""A list of ready answers, with the first ones in it: moderators keep it from there."""

from django.db import migrations, models

# (kind, language, name, text, offer, field)
FIRST = [
    (
        "decline", "nl", "Past niet bij het atelier",
        "Je vraag is belangrijk, maar past niet bij het atelier. Wij praten over dilemma's uit de praktijk met mensen die"
        " weinig geld hebben. Jouw vraag gaat over iets anders.",
        "Bel of mail ons gerust. We denken mee over een plek die wel past.", "",
    ),
    (
        "decline", "nl", "Iemand heeft nu hulp nodig",
        "Je schrijft over iemand die nu hulp nodig heeft. Een bijeenkomst van het atelier komt daarvoor te laat, en wij"
        " geven zelf geen hulp.",
        "Neem vandaag contact op met het wijkteam of de huisarts. De vraag erachter mag je later opnieuw inbrengen.", "",
    ),
    (
        "decline", "nl", "Te herkenbaar",
        "Wat je beschrijft is zo bijzonder dat mensen in de regio weten om wie het gaat. We kunnen de tekst niet zo"
        " schrijven dat niemand te herkennen is.",
        "We praten graag met jou alleen over deze kwestie. Je kunt ook de vraag inbrengen zonder dit voorbeeld.", "",
    ),
    (
        "decline", "nl", "Kort geleden besproken",
        "Deze vraag is kort geleden in het atelier besproken. Nu opnieuw praten geeft waarschijnlijk weinig nieuws.",
        "Lees de adviezen en inzichten die toen zijn opgeschreven. Is het bij jou anders? Breng dan in wat er anders is.",
        "",
    ),
    (
        "decline", "nl", "Het is een klacht",
        "Je kwestie is een klacht over een organisatie of over iemand die daar werkt. Het atelier kan daar niet over"
        " oordelen.",
        "Dien je klacht in bij de organisatie zelf, of bij de ombudsman. Over het dilemma erachter praten we graag met"
        " je.", "",
    ),
    (
        "decline", "en", "Does not fit the studio",
        "Your question matters, but it does not fit the studio. We talk about dilemmas from practice with people who"
        " have little money. Your question is about something else.",
        "Do call or mail us. We help you think of a place where it does fit.", "",
    ),
    (
        "decline", "en", "Somebody needs help now",
        "You write about somebody who needs help now. A meeting of the studio comes too late for that, and we give no"
        " help ourselves.",
        "Contact the neighbourhood team or the family doctor today. You can submit the question behind it later.", "",
    ),
    (
        "decline", "en", "Too recognisable",
        "What you describe is so unusual that people in the region know who it is about. We cannot write the text so"
        " that nobody is recognised.",
        "We gladly talk about this case with you alone. You can also submit the question without this example.", "",
    ),
    (
        "decline", "en", "Discussed a short time ago",
        "The studio discussed this question a short time ago. Talking about it again now probably brings little that"
        " is new.",
        "Read the advice and insights that were written down then. Is it different with you? Then submit what differs.",
        "",
    ),
    (
        "decline", "en", "It is a complaint",
        "Your case is a complaint about an organisation or somebody who works there. The studio cannot judge that.",
        "Take your complaint to the organisation itself, or to the ombudsman. We gladly talk about the dilemma behind"
        " it.", "",
    ),
    (
        "changes", "nl", "Minder herkenbaar",
        "Schrijf dit algemener. Laat namen, plaatsen, data en precieze leeftijden weg, zodat niemand weet om wie het"
        " gaat.", "", "situation",
    ),
    (
        "changes", "nl", "Waar twijfel je over?",
        "Vertel waar je over twijfelt. Wat pleit voor het een, en wat voor het ander?", "", "situation",
    ),
    (
        "changes", "nl", "Maak er één vraag van",
        "Maak er één vraag van. Waarover wil je dat we meedenken?", "", "question",
    ),
    (
        "changes", "nl", "Stel een open vraag",
        "Stel je vraag zo dat er meer antwoorden kunnen zijn dan ja of nee.", "", "question",
    ),
    (
        "changes", "nl", "Wat is er al geprobeerd?",
        "Schrijf wat jij of anderen al hebben geprobeerd, en wat daarvan kwam.", "", "tried",
    ),
    (
        "changes", "en", "Less recognisable",
        "Write this more generally. Leave out names, places, dates and exact ages, so that nobody knows who it is"
        " about.", "", "situation",
    ),
    (
        "changes", "en", "What do you doubt about?",
        "Tell what you doubt about. What speaks for the one, and what for the other?", "", "situation",
    ),
    (
        "changes", "en", "Make it one question",
        "Make it one question. What do you want us to think about with you?", "", "question",
    ),
    (
        "changes", "en", "Ask an open question",
        "Ask your question so that there can be more answers than yes or no.", "", "question",
    ),
    (
        "changes", "en", "What was tried already?",
        "Write what you or others tried already, and what came of it.", "", "tried",
    ),
]  # fmt: skip


def put_first(apps, schema_editor):
    names = ("kind", "language", "name", "text", "offer", "field")
    answers = apps.get_model("cases", "ReadyAnswer").objects
    answers.bulk_create(answers.model(**dict(zip(names, one, strict=True))) for one in FIRST)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_earlier_intakes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadyAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decline', 'To decline a case'), ('changes', 'To ask for changes')], max_length=10, verbose_name='what for')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('name', models.CharField(help_text='What stands on its button.', max_length=60, verbose_name='name')),
                ('text', models.TextField(help_text='The reason, or what to change.', max_length=1000, verbose_name='words')),
                ('offer', models.TextField(blank=True, help_text='Where a case is declined.', max_length=1000, verbose_name='what is offered instead')),
                ('field', models.CharField(blank=True, choices=[('situation', 'What happens'), ('question', 'Question to the studio'), ('tried', 'What was tried')], help_text='Where changes are asked: at which question.', max_length=20, verbose_name='field')),
            ],
            options={
                'verbose_name': 'ready answer',
                'verbose_name_plural': 'ready answers',
                'ordering': ['kind', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'language', 'name'), name='one_ready_answer_of_a_name', violation_error_message='There is such an answer already.')],
            },
        ),
        migrations.RunPython(put_first, migrations.RunPython.noop),
    ]
