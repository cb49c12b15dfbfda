"""Phrases that tell of few people, by the word at which each is looked for."""

import re
from functools import cache

from atelier.base.guard import lists
from atelier.base.guard.dates import MONTHS

type Phrase = tuple[str, re.Pattern[str]]
"""The sort of the suggestion, and how the phrase is written."""

_W = r"[\w'-]{1,30}"
_THE = r"(?:de|het|'t|ut|d'n|dae|een|mijn|hun|haar|zijn|onze|ons|die|dat|dit|deze|the)"
_COUNTED = r"(?:vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w{3,6}tien|[5-9]|1\d)"
_FROM = r"(?:[A-ZÀ-Þ][a-zà-ÿ]{2,18}(?:se|ische|ees|aans|aanse|ns|s))"
_DAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_WHEN = (
    rf"(?:(?:vorige|afgelopen|verleden) (?:week|maand|jaar|zomer|winter|herfst|voorjaar|najaar|nacht|"
    rf"kerst|{_DAY})(?: {_DAY})?"
    rf"|vorig jaar|(?:eer)?gisteren\w{{0,5}}|\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?|(?:{MONTHS}) (?:19|20)\d\d|"
    rf"(?:19|20)\d\d"
    r"|(?:oudejaars|kerst)avond|nieuwjaarsnacht|(?:eerste|tweede) kerstdag"
    r"|(?:tijdens|met|bij|op) (?:de )?(?:kermis|carnaval\w{0,7}|processie|optocht|kerstmarkt|koningsdag|watersnood))"
)


def _more(most: int, joints: str = "met|die|van|zonder|in|uit|op|bij|aan|waar|with|who") -> str:
    """ "... met vijf kinderen": up to `most` words after one that joins."""
    return rf"(?: (?:{joints}) (?:{_W} ?){{1,{most}}})?"


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Group of words (a section of the vocabulary) to what is looked for around them."""
    return {
        group: tuple((sort, re.compile(rf"\b{written}", re.IGNORECASE)) for sort, written in of_group)
        for group, of_group in _written().items()
    }


def _written() -> dict[str, list[tuple[str, str]]]:
    either = lists.either
    circle = (
        rf"(?:van|in|uit|op|bij|binnen|oet) (?:(?:{_THE}|hele|heel) ){{0,2}}(?:{_W} )?(?:{either('small circle')})\b"
    )
    parents, children = either("parents"), either("children")
    return {
        "lone": [
            ("lone", rf"(?:{_THE} )?(?:{either('lone')})(?: {_W}){{1,7}}? {circle}"),
            ("lone", rf"(?!(?:het|'t) enige (?:dat|wat)\b)(?:{_THE}|een van de|als) (?:en[ik]g\w{{0,3}}|"
                rf"in?igste|einig\w{{0,3}}|ènnige|weinige|"
                rf"only) (?:twee |drie )?(?:{_FROM} )?{_W}(?: {_W}){{0,2}}?{_more(6)}"),
            ("lone", rf"(?:een|één|one) (?:van|of) (?:de|the) (?:weinige|few|laatste|eerste) {_W}(?: {_W}){{0,5}}"),
            ("lone", rf"(?:woont|wonen|is|zijn) (?:er |hier |daar ){{0,2}}(?:maar|slechts) (?:één|een|twee)"
                rf" {_W}(?: {_W}){{0,4}}"),
            ("lone", rf"(?!het enige dat\b)(?:als|de|het) enig(?:e|ste) (?:met|zonder|van|in|uit|die|dat|zwarte|"
                rf"donkere|moslim\w*)"
                rf" ?(?:{_W} ?){{0,8}}"),
            ("lone", rf"(?:enig(?:e|ste)|laatste|eerste (?:vrouwelijke|zwarte|marokkaanse|turkse)) "
                rf"(?:overlevende|bewo(?:ner|onster)|vrouw\w*|man|getuige|\w{{4,20}}(?:er|ster|ist|aar|eur)|"
                rf"kompel\S*|{either('functions')})\b(?: {_W}){{0,5}}"),
        ],
        "functions": [
            ("function", rf"(?:{_THE} |als |is |was )?(?:(?:oud|ex|voormalig|vroegere?|gepensioneerde?|huidige|"
                rf"nieuwe|eerste|vrouwelijke)[ -]){{0,2}}(?:{either('functions')}) (?!\w{{2,6}} (?:een|elke|"
                rf"iedere|geen|(?:de|het) (?:voedselbank|gemeente|adviesraad|dienst|corporatie))\b){circle}"),
            ("function", rf"(?:de|d'n|als|was|is|oud-|voormalig|ex-) ?(?:{either('one holder')})\b(?: van (?!de "
                rf"gemeenten){_W}(?: {_W})?)?"),
            ("function", rf"de (?:{either('heads')}) van (?:de|het|onze|'t) "
                rf"(?!{either('bodies everywhere')})[\w'-]{{3,30}}(?: [\w'-]{{1,20}}){{0,2}}"),
        ],
        "formerly": [
            ("function", rf"(?:{_THE} )?(?:oud|ex|{either('formerly')}|former)[ -](?!(?:{either('not former')})\b)"
                rf"(?:{_W} )?\w[\w-]{{4,25}},? (?:en nu|nu|met|zonder|geweest|in (?:zijn|haar)|with|die|who)"
                rf"(?: {_W}){{1,6}}"),
            ("function", rf"de (?:voormalig|gewezen)e? (?!(?:{either('not former')})\b)\w[\w-]{{6,25}}"),
            ("function", rf"(?:{either('formerly')})[ -](?:{_W} )?(?:miss|mister|prof\w{{0,12}}|"
                rf"kampioen\w{{0,3}}|{either('functions')})\b(?: (?:van|uit|in) (?:de |het |een )?{_W})?"),
        ],
        "struck": [
            ("event", rf"(?:{_THE} )?{_W} (?:die|dat) (?:{_W} ){{0,5}}?(?:{either('struck')})\b(?: (?:is|werd|was))?"
                rf"(?: (?:in|op|bij|uit|van|met|door|tijdens) {_W}(?: {_W}){{0,2}})?"),
            ("event", rf"(?:(?:{either('kin of')}) van )?(?:de|het|die|een) (?:op {_W} {_W} )?(?:{either('struck')}) "
                rf"{_W}(?: (?:uit|van|in|op) {_THE} {_W})?"),
            ("event", rf"(?:(?:mijn|zijn|haar|de|het|hun) )?(?:{either('kin of')}|huis|woning|winkel) "
                rf"(?:is|werd|zijn) "
                rf"(?:{_W} ){{0,2}}?(?:{either('struck')})\b(?: (?:in|door|bij|op) {_W}(?: {_W})?)?"),
            ("event", rf"(?:samen|als kind|ooit) (?:{_W} ){{1,5}}?(?:{either('struck')})\b(?: {_W}){{0,3}}"),
        ],
        "kin of": [
            ("kin", rf"(?:(?:wij|we) zijn |ik ben |{_THE} )?(?:{_THE} )?(?:{either('kin of')}) van (?:de|het|een|die) "
                rf"(?:{_W} ){{1,2}}(?:van|uit|in|op|met) (?:de|het|een) {_W}(?: in (?:de|het) {_W})?"),
            ("kin", rf"(?:{_THE} )?(?:{either('kin of')}) met (?:de|het) {_W} in (?:een|de|het) {_W}(?: {_W})?"),
        ],
        "marks of a body": [
            ("household", rf"(?:{_THE} |één |a )?(?:\w[\w-]{{2,25}} ){{1,2}}(?:met|zonder|mit|mèt|with) "
                rf"(?:{_W} ){{0,3}}?[\w-]{{0,12}}(?:{either('marks of a body')})\b"
                rf"(?: (?:en|and|in|van) (?:{_W} ){{0,3}}{_W})?"),
        ],
        "one of two": [
            ("illness", rf"(?:heeft|heb|had) (?:maar |nog |slechts )?(?:één|geen|een half) "
                rf"(?:{either('one of two')})\b(?: {_W}){{0,2}}"),
        ],
        "senses": [
            ("illness", rf"(?:(?:mijn|zijn|haar|hun) {_W}|ik|hij|zij|ze) (?:is|ben|zijn) (?:{either('senses')})"
                rf"(?: en (?:{_W} ){{1,4}}(?:{either('senses')}))?\b(?! voor)"),
            ("household", rf"(?:de|een|haar|zijn|mijn|a) (?:{either('senses')}) {_W} (?:van|uit|met|die) "
                rf"(?:{_W} ?){{1,4}}"),
        ],
        "delivered": [
            ("event", rf"(?:(?:ze|zij|moeder|haar {_W}|mijn {_W}) )?(?:(?:is|werd) )?(?:beviel|bevallen|geboren)"
                rf"(?: alleen)? (?:in|op|tijdens|onder) (?:de|het|een) (?!{either('usual births')})"
                rf"{_W}(?: (?:naar|van|op) {_W})?"),
        ],
        "aged": [
            ("age", rf"(?:een |de )?\w{{3,9}}(?:tien|tig)jarige(?! leeftijd)(?: {_W})?{_more(6)}"),
            ("age", rf"(?:{_THE} )?(?:[\w-]{{2,20}} )?(?P<age>\d{{1,3}})[- ]?(?:jarige|jaor aad|jaar oude)\b(?! "
                rf"leeftijd)(?: {_W}){{0,2}}? (?:{either('person')})\b{_more(6)}"),
            ("age", r"(?P<age>\d{1,3})[- ]?(?:jarige(?!n)|jaar oud|[- ]?years?[- ]old)\b(?: [\w'-]{2,25})?"),
            ("age", rf"(?:een|de) (?:\w{{3,8}}en)?\w{{4,7}}tigjarige {_W}{_more(6)}"),
            ("age", rf"(?P<age>[1-9]\d|1[01]\d) jaar(?: oud)?(?: en|,) (?:nog|al|toch|woont|zorgt|"
                rf"mantelzorger|{parents}|alleen|blind|doof|nooit|zwanger|dakloos) ?(?:{_W} ?){{0,8}}"),
        ],
        "numbers": [
            ("age", rf"(?:een|de|als|die|alleenstaande|jonge|oudere?) (?:[\w-]{{2,20}} )?(?:{either('person')}) "
                rf"van (?P<age>\d{{2}})(?: jaar)?\b(?![.,]\d)(?! ?(?:euro|%|procent|km|kinderen|"
                rf"{MONTHS})\b){_more(6)}"),
            ("age", rf"(?:{parents}),? (?P<age>[1-9]\d)(?: jaar)?,? (?:met|uit|en|gescheiden|weduwe|"
                rf"alleenstaand\w{{0,2}}) (?:{_W} ?){{1,5}}"),
            ("age", rf"(?:{parents}) van (?P<age>\d{{2}})(?: jaar)?,? (?:die|met|en|zonder|op) (?:{_W} ?){{1,7}}"),
            ("age", rf"(?:nog geen|bijna|net|amper) (?P<age>\d{{2}}) (?:met|en|jaar) (?:{_W} ?){{1,6}}"),
            ("age", rf"(?:mevrouw|mw\.?|meneer|dhr\.?|zij|hij|ze|oma|opa) is (?P<age>9\d|1[01]\d) en "
                rf"(?:{_W} ?){{1,6}}"),
            ("age", rf"(?:{_W} )?(?:op|voor|na|rond|vóór|sinds) (?:mijn|haar|zijn|m'n|z'n|d'r) (?P<age>\d{{1,2}})"
                rf"(?:e|ste|de)\b(?: {_W}){{0,6}}"),
        ],
        "ordinals": [
            ("age", rf"(?:{_W} )?(?:op|voor|na|rond|vóór|sinds) (?:mijn|haar|zijn|m'n|z'n|d'r) "
                rf"\w{{3,16}}(?:tigste|tiende)\b(?: {_W}){{0,6}}"),
        ],
        "children": [
            ("household", rf"(?:{_THE} |als )?(?:[\w-]{{3,20}} )?(?:{parents}) (?:van|met|of|with) (?:de |haar |"
                rf"zijn |hun |mijn |in totaal )?{_COUNTED} (?:[\w-]{{2,20}} )?(?:{children})\b"),
            ("household", rf"(?:{_THE} )?(?:{parents}) (?:uit|van) {_W} met (?:{_COUNTED}|drie|vier) (?:{_W} )?"
                rf"(?:{children})\b"),
            ("household", rf"(?:ik ben|hij is|zij is|ze is) (?:de|het) (?:oudste|jongste|\w{{3,10}}de) van "
                rf"{_COUNTED}\b"),
            ("household", rf"(?:heeft|heb|hebben|kreeg|met|zijn|mijn|haar|onze|had|met z'n|alle|hun|voor|tussen) "
                rf"(?:de |haar |zijn |hun )?{_COUNTED} (?:[\w-]{{2,20}} )?(?:{children})\b{_more(5)}"),
        ],
        "many siblings": [
            ("household", rf"(?:{_COUNTED}|drie|vier) (?:[\w-]{{2,20}} )?(?:{either('many siblings')})"
                rf"\b(?: {_W}){{1,7}}"),
            ("household", rf"{_COUNTED} (?:{either('many siblings')})\b"),
            ("household", rf"(?:drie|vier|vijf) generaties (?:\w{{2,12}} ){{0,2}}(?:in|op|onder) (?:{_W} ?){{1,6}}"),
        ],
        "twins": [
            ("household", rf"(?:{_THE} |van )?(?:een)?(?:eiige |identieke )?(?:\w{{0,12}}-?)?(?:drieling|"
                rf"vierling|vijfling|zesling|zevenling|achtling|triplets)\b{_more(4)}"),
            ("household", rf"(?:{_THE}|twee|drie|met \w{{2,5}}) tweeling(?:en)?\b{_more(5)}"),
        ],
        "parents": [
            ("household", rf"(?:{_W} en )?(?:{parents}) (?:van|met) {_COUNTED}\b(?! (?:jaar|maanden|uur|procent|"
                rf"euro|keer|dagen|weken))(?: {_W}){{0,2}}"),
            ("household", rf"(?:drie|vier|vijf) keer (?:weduwe|weduwnaar|getrouwd|gescheiden|dakloos|failliet|"
                rf"oma|wees)\b(?: {_W}){{0,5}}"),
            ("household", rf"(?:{_THE}|alleenstaande|jonge) (?:[\w-]{{3,20}} )?(?-i:{_FROM}) (?:{parents}) "
                rf"(?:met|van|die|dat|zonder|in) (?:(?!moet|wil|heeft|kan)\w[\w'-]{{0,25}} ?){{2,7}}"),
            ("household", r"(?:bruid|moeder|vader|weduwe|weduwnaar) (?:van|op) (?:haar |zijn )?(?:1[1-9]|"
                r"\w{4,8}tien)(?:e|de)?\b(?: jaar)?"),
        ],
        "homes": [
            ("household", rf"(?:{_THE} )?{_W} die (?:al {_W} )?(?:in|op|onder) {_THE} (?:{_W} )?(?:{either('homes')}) "
                rf"(?:woon\w{{0,4}}|wonen|leeft|leven|slaap\w{{0,2}}|slapen|bivakkeert)"),
            ("household", rf"(?:woon\w{{0,4}}|wonen|leeft|leven|slaap\w{{0,2}}|slapen|bivakkeert|verblijft) "
                rf"(?:{_W} ){{0,5}}?(?:in|op|onder) {_THE} (?:{_W} )?(?:{either('homes')})\b(?: {_W}){{0,4}}"),
        ],
        "happened": [
            ("event", rf"(?:{_THE} |na de |na het |door de )?(?:{_W} )?\w{{0,14}}(?:{either('happened')})(?:en)? "
                rf"(?:(?:van|op|in|bij|aan|met|tijdens) (?:{_W} ){{0,4}}?)?{_WHEN}{_more(5)}"),
            ("event", rf"{_THE} (?:\w{{3,15}} )?\w{{0,14}}(?:{either('happened')}) (?:in|op|bij|van|aan|achter|"
                rf"boven|met|onder) {_THE} {_W}(?: {_W}){{0,4}}"),
        ],
        "events": [
            ("event", rf"(?:{either('events')})\b(?: {_W}){{0,4}}? (?:op |in "
                rf")?(?:\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}|{_WHEN})"),
            ("event", rf"(?:op )?\d{{1,2}} (?:{MONTHS})(?: \d{{4}})? (?:{_W} ){{0,5}}?(?:{either('events')})\b"),
        ],
        "news": [
            ("news", rf"(?:die |dat |het |er |wat )?(?:ha+ld\w{{0,2}}|stond\w{{0,2}}|kwam\w{{0,2}}|staat|was|"
                rf"verscheen|is|waren|won|gewonnen|bekend|beroemd)(?: {_W}){{0,5}}? "
                rf"\w{{0,12}}(?:{either('news')})\b(?: {_W}){{0,3}}"),
            ("news", rf"(?:de |het )?(?:{either('news')})(?: {_W}){{0,3}}? (?:haalde|gehaald|stond|gestaan|won|"
                rf"gewonnen|geweest)\b(?: {_W}){{0,2}}"),
        ],
        "illness": [
            ("illness", rf"(?:(?:heeft|met|lijdt aan|de ziekte van|een|is|het|aan) )?(?:{either('illness')})"
                rf"\b(?: {_W}){{0,2}}?"),
            ("illness", rf"(?:heeft|heb|met|hebben) (?:een|de) (?:\w{{3,14}} )?(?:ziekte|aandoening|afwijking) "
                rf"(?:van|waar|die|waardoor|aan) (?:{_W} ?){{1,8}}"),
            ("illness", r"de ziekte van (?!lyme|parkinson|alzheimer|crohn|pfeiffer)(?-i:[A-Z][\w-]{2,20})"),
        ],
    }  # fmt: skip
