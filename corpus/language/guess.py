"""Which language an interview is in, by its commonest small words."""

import re
from collections import Counter

READ = 8_000
"""No more of a text than this many characters is looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_COVERED = 0.2
_FEWEST = 3
_LEAD = 2

# Danish, Swedish, German and Dutch are here only so that they are not taken for the three we know.
_COMMON = {
    "nb": """jeg ikke det er og som på at en et den til har å i for med av han hun de dem vi du så var
        men om kan skal vil noe noen bare mye hva hvordan hvorfor hvem hvor når fra være vært etter
        ble blir også meg deg seg hadde eller der her nå gjøre gjør gikk fikk kommer sier sa mener
        litt ja nei jo veldig alle andre noen egen sånn selv dere sin gang må mot under over uten
        hvis tror vet visste måtte altså""",
    "nn": """eg ikkje det er og som på at ein ei eit den til har å i for med av han ho dei vi me du så
        var men om kan skal vil noko nokon nokre berre mykje kva korleis kvifor kven kvar når frå
        vere vore etter blei vart blir også òg meg deg seg hadde eller der her nå no då gjere gjer
        gjekk fekk kjem seier sa meiner litt ja nei jo veldig alle andre eigen sånn sjølv de dykk
        sin gong må mot under over utan viss trur veit visste måtte altså fleire meir saman hjå
        mellom""",
    "da": """jeg ikke det er og som på at en et den til har i for med af han hun de dem vi du så var men
        om kan skal vil noget nogen nogle bare meget hvad hvordan hvorfor hvem hvor når fra være
        været efter blev bliver også mig dig sig havde eller der her nu gøre gør gik fik kommer
        siger sagde mener lidt ja nej jo alle andre egen sådan selv jer sin gang må mod under over
        uden hvis tror ved altså jo""",
    "sv": """jag inte det är och som på att en ett den till har i för med av han hon de dem vi du så var
        men om kan ska vill något någon några bara mycket vad hur varför vem var när från vara varit
        efter blev blir också mig dig sig hade eller där här nu göra gör gick fick kommer säger sa
        menar lite ja nej jo alla andra egen sådan själv er sin gång må mot under över utan tror vet""",
    "en": """i the and to a of that it you is in was we they he she not but for with on this have so are
        be what do as at my there or if about from your just can all like would one when had were me
        which will their our an been by know think really because don how no who then up out has
        them did yeah get very more go him her some could here""",
    "de": """ich nicht das ist und die der den dem ein eine einen zu auf mit von für wir du er sie es so
        war aber wenn kann was wie warum wer wo aus sein nach auch mich dich sich hatte oder da hier
        nun ja nein noch schon sehr alle im am bei an als habe hat sind haben dass nur man mal""",
    "nl": """ik niet het is en de van een dat die in op te met voor zijn was we je hij ze maar als kan
        wat hoe waarom wie waar uit ook mij jou zich had of daar hier nu ja nee nog al heel alle bij
        aan er dan heeft naar om wel over dit deze geen worden gaan echt gewoon""",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def guess_language(text: str) -> str:
    """The language of a text: `nb` (Bokmål), `nn` (Nynorsk), `en`, or empty where unsure or another one.

    Counts the commonest words of each language in the beginning of the text. A language is named only where
    it leads each of the others by the words the two do not share.
    """
    counts = Counter(_WORD.findall(text[:READ].lower()))
    total = sum(counts.values())
    hits = {language: sum(counts[word] for word in words) for language, words in _WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    if best not in ("nb", "nn", "en") or hits[best] < _COVERED * total:
        return ""
    return best if all(_leads(counts, best, other) for other in _WORDS if other != best) else ""


def _leads(counts: Counter[str], best: str, other: str) -> bool:
    own = sum(counts[word] for word in _WORDS[best] - _WORDS[other])
    others = sum(counts[word] for word in _WORDS[other] - _WORDS[best])
    return own >= _FEWEST and own >= _LEAD * others
