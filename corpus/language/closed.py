"""Words of closed classes: their forms are few and known, and they say nothing of what a sentence is about.

No table is asked about them: in one, *men* (but) is also a form of *mene* (to mean).
"""

from collections.abc import Mapping

_FORMS = {
    "nb": """
        jeg:meg du:deg han:ham hun:henne den de:dem det vi:oss dere man en:ei,et seg selv:sjøl
        min:mi,mitt,mine din:di,ditt,dine sin:sitt,sine hans hennes dens dets vår:vårt,våre deres
        denne dette disse hvem hva hvilken:hvilket,hvilke hvor hvordan hvorfor når som at om og eller men for så da når
        dersom hvis fordi siden mens enten verken både i på til med av fra ved hos mot mellom under over etter
        før uten gjennom rundt blant per ut inn opp ned her der hit dit nå jo ikke nei ja vel altså bare også igjen
        enn noen:noe,nokon annen:annet,andre ingen:intet hver:hvert all:alt,alle begge samme slik:slikt,slike
        sånn:sånt,sånne å være:er,var,vært ha:har,hadde,hatt bli:blir,ble,blei,blitt
        kunne:kan,kunnet skulle:skal,skullet ville:vil,villet måtte:må,måttet burde:bør,burdet litt veldig ganske
        jaha mhm hm eh øh liksom kanskje""",
    "nn": """
        eg:meg du:deg han ho:henne den dei:dykk det me:vi,oss dykk man ein:ei,eit seg sjølv
        min:mi,mitt,mine din:di,ditt,dine sin:si,sitt,sine hans hennar vår:vårt,våre deira
        denne dette desse kven kva korleis kvifor kvar kor når som at om og eller men for så da då dersom viss fordi
        sidan medan anten verken både i på til med av frå ved hos hjå mot mellom under over etter før utan gjennom
        rundt blant per ut inn opp ned her der hit dit no jo ikkje nei ja vel altså berre også òg igjen enn
        nokon:noko,nokre annan:anna,andre ingen:inga,inkje kvar:kvart all:alt,alle begge same slik:slikt,slike
        sånn:sånt,sånne å vere:er,var,vore,vera ha:har,hadde,hatt bli:blir,vart,blei,blitt,verte,vert
        kunne:kan,kunna skulle:skal,skulla ville:vil,vilja måtte:må,måtta burde:bør litt veldig ganske
        mhm hm eh øh liksom kanskje""",
    "en": """
        i:me you he:him she:her it we:us they:them one myself yourself himself herself itself ourselves themselves
        my:mine your:yours his hers its our:ours their:theirs this:these that:those who:whom,whose what which where how
        why when whether if and or but so because since while although though either neither both in on to with of from
        at by against between under over after before without through around among per out up down here there now
        not no yes well just also too again than then some any none every all such same other:others a:an the
        be:am,is,are,was,were,been,being have:has,had,having do:does,did,done,doing can could may might must shall
        should will would very quite rather as for into about mm hm uh um yeah okay
        s t d ll re ve m don isn aren wasn weren didn doesn hasn haven hadn couldn wouldn shouldn won""",
}


def _words(listed: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in listed.split():
        word, _colon, others = entry.partition(":")
        for form in (word, *others.split(",")):
            if form:
                found.setdefault(form, word)
    return found


CLOSED: Mapping[str, Mapping[str, str]] = {language: _words(listed) for language, listed in _FORMS.items()}
"""By language, each such word's own dictionary form."""

_LIGHT = {
    "nb": """få gå komme si gjøre ta se tro vite tenke gi sette stå ting folk gang mange mye helt egentlig
        akkurat ofte alltid aldri greie bruke prøve finne begynne holde synes måte nok god stor liten ny først""",
    "nn": """få gå kome komme seie si gjere gjøre ta sjå tru vite tenke gi setje stå ting folk gong gang mange mykje
        heilt eigentleg akkurat ofte alltid aldri bruke prøve finne byrje halde synast måte nok god stor
        liten ny først""",
    "en": """get go come say make take see think know give put thing people time lot many much really actually
        often always never want try use find start keep look good big little new first""",
}
LIGHT: Mapping[str, frozenset[str]] = {language: frozenset(listed.split()) for language, listed in _LIGHT.items()}
"""By language, the dictionary forms of words so common that they say little of what a sentence is about."""
