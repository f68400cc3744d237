"""Makes the word lists of corpus/deidentify that come from spacy-lookups-data; run by hand when that changes.

    python benchmarks/deidentify/make_lists.py

`ordbank.txt`: the capitalised forms of Norsk Ordbank (CC BY 4.0, Nasjonalbiblioteket), one a line, those that are common
words too marked with `*`. `words.bloom`: its lower-case forms and the English forms of WordNet, up to twelve letters, as
a Bloom filter.
"""

import gzip
import json
import re
from importlib.util import find_spec
from pathlib import Path

from corpus.deidentify.bloom import Bloom

LISTS = Path(__file__).parents[2] / "corpus" / "deidentify" / "lists"
_NAME = re.compile(r"[A-ZÆØÅÖÄ][a-zæøåéèöäüôóáì]{2,}(?:-[A-ZÆØÅ][a-zæøåéèöäü]+)?")
_WORD = re.compile(r"[a-zæøåéèôòó]{1,12}")


def forms(name: str) -> set[str]:
    found = set()
    data = Path(find_spec("spacy_lookups_data").submodule_search_locations[0]) / "data"
    table = json.loads(gzip.decompress((data / name).read_bytes()))
    for key, value in table.items():
        found |= set(value) if isinstance(value, dict) else {key, value}
    return found


def main() -> None:
    norwegian = forms("nb_lemma_exc.json.gz")
    lower = {form for form in norwegian if _WORD.fullmatch(form)}
    names = sorted(form for form in norwegian if _NAME.fullmatch(form))
    lines = [f"{name}*" if name.lower() in norwegian else name for name in names]
    (LISTS / "ordbank.txt").write_text("\n".join(lines) + "\n", "utf-8")
    english = {form for form in forms("en_lemma_lookup.json.gz") if _WORD.fullmatch(form)}
    filled = Bloom.of(sorted(lower | english))
    (LISTS / "words.bloom").write_bytes(filled.bits)
    print(len(names), "names,", len(lower), "and", len(english), "words,", len(filled.bits), "bytes")


if __name__ == "__main__":
    main()
