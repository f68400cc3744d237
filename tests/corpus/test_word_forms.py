"""Word forms: which words go together, and where the table of them is kept."""

import re

import pytest

from corpus.language import lookups
from corpus.language.forms import WordForms, get_forms
from corpus.language.trained import TrainedForms
from corpus.search import find_hits, forms_used, parse_query
from corpus.store import Project


def together(language: str, *words: str) -> bool:
    """Whether every word shares a form with the first."""
    forms = get_forms(language)
    first = set(forms.of(words[0]))
    return all(first & set(forms.of(word)) for word in words)


@pytest.mark.parametrize(
    "words",
    [
        "samarbeid samarbeidet samarbeider samarbeide",
        "jobbspesialist jobbspesialisten jobbspesialister jobbspesialistene jobbspesialistenes jobbspesialists",
        "veileder veilederne veiledere veilederens",
        "få fikk får fått",
        "bok boka bøker bøkene",
        "gå går gikk gått",
        "lærer lærere læreren lærerne",
        "arbeidsmarkedstiltak arbeidsmarkedstiltaket arbeidsmarkedstiltakene",
        "nav navs",
        "jeg meg",
    ],
)
def test_norwegian_words_find_their_other_forms(words: str) -> None:
    assert together("nb", *words.split())


@pytest.mark.parametrize(("one", "other"), [("mener", "men"), ("samarbeid", "arbeid"), ("veileder", "leder")])
def test_norwegian_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert not together("nb", one, other)


@pytest.mark.parametrize(
    "words", ["collaborate collaborates collaborated collaborating", "go went gone", "specialist specialists", "be was"]
)
def test_english_words_find_their_other_forms(words: str) -> None:
    assert together("en", *words.split())


@pytest.mark.parametrize(
    "words",
    [
        "jobbspesialist jobbspesialisten jobbspesialistane",
        "erfaring erfaringar erfaringane",
        "jobb jobbar",
        "samarbeid samarbeidet",
        "eg meg",
    ],
)
def test_nynorsk_words_find_their_other_forms(words: str) -> None:
    assert together("nn", *words.split())


def test_a_word_nobody_knows_is_stemmed_and_a_number_stays() -> None:
    assert get_forms("nb").of("qwrtingene") == ("qwrting",)
    assert get_forms("nb").of("2024") == ("2024",)
    assert get_forms("xx").of("qwrtingene") == ("qwrtingene",)


def test_asking_for_many_words_gives_what_asking_one_by_one_does() -> None:
    words = ["samarbeidet", "jobbspesialistenes", "men", "qwrtingene", "7"]
    at_once = WordForms("nb")
    at_once.prepare(words)
    assert [at_once.of(word) for word in words] == [WordForms("nb").of(word) for word in words]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path):
    """Tables of a few words, in a cache of their own."""
    tables = {
        "nb_lemma_exc": {"noun": {"hus": ["hus"], "huset": ["hus"]}, "verb": {}, "adj": {}, "adv": {}},
        "nb_lemma_lookup": {},
    }
    made: list[str] = []
    monkeypatch.setattr(lookups, "_read", lambda name: made.append(name) or tables[name])
    monkeypatch.setenv("TUSJ_CACHE", str(tmp_path / "cache"))
    lookups.get_lookups.cache_clear()
    yield made
    lookups.get_lookups.cache_clear()


def test_the_table_is_built_once_and_leaves_nothing_half_made(small, tmp_path) -> None:
    assert lookups.get_lookups("nb").find(["huset", "bil"]) == {"huset": ("hus",)}
    lookups.get_lookups.cache_clear()
    assert lookups.get_lookups("nb").find(["hus"]) == {"hus": ("hus",)}
    assert small == ["nb_lemma_exc", "nb_lemma_lookup"]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_damaged_table_is_built_anew(small, tmp_path) -> None:
    lookups.get_lookups("nb")
    lookups.get_lookups.cache_clear()
    path = next((tmp_path / "cache").iterdir())
    path.write_bytes(path.read_bytes()[:3000])
    assert lookups.get_lookups("nb").find(["huset"]) == {"huset": ("hus",)}


def test_without_a_cache_the_table_is_in_memory(small, tmp_path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", "utf-8")
    assert lookups.get_lookups("nb").find(["huset"]) == {"huset": ("hus",)}


class Said:
    def __init__(self, idx: int, lemma: str) -> None:
        self.idx, self.lemma_ = idx, lemma


class MadeUp:
    """A pipeline that knows the dictionary forms of two words."""

    meta = {"lang": "nb", "name": "made_up", "version": "1.2.3", "spacy_version": ">=3.0"}

    def __call__(self, text: str) -> list[Said]:
        known = {"samarbeider": "samarbeide", "zoomet": "zoome"}
        return [Said(m.start(), known.get(m.group(), m.group())) for m in re.finditer(r"\w+", text)]


def test_a_trained_pipeline_picks_among_the_forms_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.language.trained._load", lambda _entry: MadeUp())
    forms = TrainedForms("nb", None)  # type: ignore[arg-type]
    assert forms.name.startswith("nb_made_up 1.2.3, ")
    text = "ja samarbeider zoomet ikke"
    places = [(3, 14), (15, 21), (22, 26)]
    found = forms.of_each(text, 3, places, [text[a:b] for a, b in places])
    assert found[0] == ("samarbeide",)
    assert found[1][0] == "zoome"
    assert found[2] == ("ikke",)


def test_search_by_a_trained_pipeline_finds_and_names_it(monkeypatch: pytest.MonkeyPatch, study: Project) -> None:
    monkeypatch.setattr("corpus.language.trained._load", lambda _entry: MadeUp())
    trained = TrainedForms("nb", None)  # type: ignore[arg-type]
    find_hits(study, parse_query("mase"))
    assert not any("made_up" in name for name in forms_used(study))
    monkeypatch.setattr("corpus.search.index.get_forms", lambda _language: trained)
    study.undo()  # only what has changed since is looked at again
    hits = find_hits(study, parse_query("samarbeid")).hits
    assert [(hit.name, hit.match) for hit in hits] == [("P01", "samarbeidet")]
    (used,) = forms_used(study)
    assert used.startswith("nb_made_up 1.2.3")


def test_a_pipeline_for_another_language_or_version_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    from corpus.language import trained

    class Made:
        meta = {"spacy_version": ">=2.0,<2.1", "lang": "nb"}
        pipe_names = ("lemmatizer",)

        def load(self, exclude):
            return self

    entries = [EntryPoint("nb_old", "made:up", "spacy_models"), EntryPoint("da_core", "made:up", "spacy_models")]
    monkeypatch.setattr(trained, "entry_points", lambda group: entries)
    monkeypatch.setattr(EntryPoint, "load", lambda _self: Made())
    trained._load.cache_clear()
    assert trained.find_trained("nb") is None
    monkeypatch.setattr(Made, "meta", {"spacy_version": ">=3.0", "lang": "nb"})
    trained._load.cache_clear()
    found = trained.find_trained("nb")
    assert found is not None
    assert found.name == "nb_old"
    assert trained.find_trained("en") is None
