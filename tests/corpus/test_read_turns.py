import pytest

from corpus.readers.turns import find_turns


def said(text: str, markdown: bool = False) -> list[tuple[str, str]]:
    return [(t.speaker, text[slice(*t.words)]) for t in find_turns(text, markdown=markdown)]


TWO = [("I", "Hei?"), ("Kari", "Ja."), ("I", "Så?"), ("Kari", "Nei.")]


@pytest.mark.parametrize(
    "text",
    [
        "I: Hei?\nKari: Ja.\nI: Så?\nKari: Nei.\n",
        "I: Hei?\n\nKari: Ja.\n\nI: Så?\n\nKari: Nei.\n",
        "I:\tHei?\nKari:\tJa.\nI:\tSå?\nKari:\tNei.",
        "I:\nHei?\n\nKari:\nJa.\n\nI:\nSå?\n\nKari:\nNei.",
        "I:\n\nHei?\n\nKari:\n\nJa.\n\nI:\n\nSå?\n\nKari:\n\nNei.",
        "**I:** Hei?\n\n**Kari:** Ja.\n\n**I:** Så?\n\n**Kari:** Nei.\n",
        "**I**: Hei?\n\n**Kari**: Ja.\n\n**I**: Så?\n\n**Kari**: Nei.\n",
        "- I: Hei?\n- Kari: Ja.\n- I: Så?\n- Kari: Nei.\n",
        "I : Hei?\nKari : Ja.\nI : Så?\nKari : Nei.\n",
        "  I: Hei?\n  Kari: Ja.\n  I: Så?\n  Kari: Nei.\n",
        "[00:00:01] I: Hei?\n[00:00:02] Kari: Ja.\n[00:00:03] I: Så?\n[00:00:04] Kari: Nei.\n",
        "00:01 I: Hei?\n00:02 Kari: Ja.\n00:03 I: Så?\n00:04 Kari: Nei.\n",
        "[00:01]\nI: Hei?\n\n[00:02]\nKari: Ja.\n\n[00:03]\nI: Så?\n\n[00:04]\nKari: Nei.\n",
        "*0:01 = I: Hei?\n*0:02 = Kari: Ja.\n*0:03 = I: Så?\n*0:04 = Kari: Nei.\n",
        "I [00:01]: Hei?\nKari [00:02]: Ja.\nI [00:03]: Så?\nKari [00:04]: Nei.\n",
        "I (00:01): Hei?\nKari (00:02): Ja.\nI (00:03): Så?\nKari (00:04): Nei.\n",
        "I: [00:01] Hei?\nKari: [00:02] Ja.\nI: [00:03] Så?\nKari: [00:04] Nei.\n",
        "I: Hei? #00:00:01-3#\nKari: Ja. #00:00:02-1#\nI: Så? #00:00:03-0#\nKari: Nei. #00:00:04-9#\n",
        "I  0:01\nHei?\n\nKari  0:02\nJa.\n\nI  0:03\nSå?\n\nKari  0:04\nNei.\n",
        "I\tHei?\nKari\tJa.\nI\tSå?\nKari\tNei.\n",
    ],
)
def test_labels_are_found_however_written(text: str) -> None:
    assert said(text) == TWO


def test_label_alone_on_its_line_is_found_by_recurrence() -> None:
    text = "Kari Lie  \nHei du.\nHei.\n\nPer Moe\nJa.\n\nKari Lie\n\nPer Moe  \nNei da\n\nKari Lie  \nSå.\n"
    assert said(text) == [
        ("Kari Lie", "Hei du.\nHei."),
        ("Per Moe", "Ja."),
        ("Per Moe", "Nei da"),
        ("Kari Lie", "Så."),
    ]


def test_one_speaker_with_and_without_colon_and_in_two_cases() -> None:
    text = "Interviewer: Hei?\n\nInterviewee: Ja.\n\ninterviewer\nSå?\n\nInterviewee:\nNei.\n\nInterviewer: Å?\n"
    assert said(text) == [
        ("Interviewer", "Hei?"),
        ("Interviewee", "Ja."),
        ("Interviewer", "Så?"),
        ("Interviewee", "Nei."),
        ("Interviewer", "Å?"),
    ]


def test_lower_case_labels() -> None:
    assert said("interviewer: Hei?\ninterviewee: Ja.\n") == [("interviewer", "Hei?"), ("interviewee", "Ja.")]


def test_a_colon_in_running_text_is_no_speaker() -> None:
    text = "I: Hva sa han?\nP: Mye.\nHan sa: kom hit.\nNote: dette er viktig.\nOg hun sa: gå.\nHan sa: nei.\n"
    assert said(text) == [
        ("I", "Hva sa han?"),
        ("P", "Mye.\nHan sa: kom hit.\nNote: dette er viktig.\nOg hun sa: gå.\nHan sa: nei."),
    ]


def test_prose_without_labels_is_a_turn_a_paragraph() -> None:
    text = "Jeg vil si dette: ja.\nOg mer.\n\n\nMen: nei.\n  \nKl. 12:30 kom han.\n"
    assert said(text) == [("", "Jeg vil si dette: ja.\nOg mer."), ("", "Men: nei."), ("", "Kl. 12:30 kom han.")]


def test_facts_above_the_interview_are_no_turns() -> None:
    text = "Intervju 3\nDato: 1. mai\nIntervjuer: Anne Lie\nInformant: P03\n\nIntervjuer: Hei?\nInformant: Ja, hei.\n"
    assert said(text) == [("Intervjuer", "Hei?"), ("Informant", "Ja, hei.")]


def test_a_line_that_names_the_interviewer_is_no_turn() -> None:
    text = "Interviewer: Anne\n\nAnne: Hei?\n\nPer: Ja.\n\nAnne: Så?\n\nPer: Nei.\n"
    assert said(text) == [("Anne", "Hei?"), ("Per", "Ja."), ("Anne", "Så?"), ("Per", "Nei.")]


def test_front_matter_and_headings_stand_between_turns() -> None:
    text = "---\ntitle: Intervju\nI: nei\n---\n# Intervju\n\n**I:** Hei?\n\n## Del to\n\n**P:** Ja.\n\n---\n\nOg mer.\n"
    assert said(text, markdown=True) == [("I", "Hei?"), ("P", "Ja."), ("P", "Og mer.")]


def test_key_and_value_lines_stand_between_turns_and_times_are_kept() -> None:
    text = (
        "[00:00:03:47]\n_page : 4\nCC: Hei.\n     Der.\n_extra: slutt\n\n[00:00:04:00]\nCDR: Ja.\nCC: Så.\nCDR: Mm.\n"
    )
    assert [(t.speaker, text[slice(*t.label)], text[slice(*t.words)], t.start_ms) for t in find_turns(text)] == [
        ("CC", "CC: ", "Hei.\n     Der.", 227_000),
        ("CDR", "[00:00:04:00]\nCDR: ", "Ja.", 240_000),
        ("CC", "CC: ", "Så.", None),
        ("CDR", "CDR: ", "Mm.", None),
    ]


def test_time_stamps_without_speakers_open_turns() -> None:
    text = "[00:43.810 --> 00:47.850]  Hello: all.\n[00:48.350 --> 01:54.570]  I'm here\n"
    assert [(t.speaker, text[slice(*t.words)], t.start_ms, t.end_ms) for t in find_turns(text)] == [
        ("", "Hello: all.", 43_810, 47_850),
        ("", "I'm here", 48_350, 114_570),
    ]


def test_a_time_stamp_within_a_turn_goes_on_with_the_speaker() -> None:
    text = "I: Hei?\n\nP: Først.\n\n[01:00:00] Så.\n\nI: Ja?\n"
    assert said(text) == [("I", "Hei?"), ("P", "Først."), ("P", "Så."), ("I", "Ja?")]


def test_a_speaker_heard_once_after_a_time_stamp_is_found() -> None:
    text = "[00:01]\nCC: Hei.\n\n[00:02]\nCDR: Ja.\n\n[00:03]\nSC: Det.\n\n[00:04]\nCC: Så.\n\n[00:05]\nCDR: Mm.\n"
    assert [speaker for speaker, _words in said(text)] == ["CC", "CDR", "SC", "CC", "CDR"]


def test_a_code_at_the_top_is_a_speaker_even_once() -> None:
    assert said("giske_uib_02: ja # det er\n") == [("giske_uib_02", "ja # det er")]


def test_a_note_within_prose_is_no_fact_above_it() -> None:
    text = "Jeg begynte her i fjor.\n\nNote: han lo.\n\nSå ble det slik.\n"
    assert said(text) == [("", "Jeg begynte her i fjor."), ("", "Note: han lo."), ("", "Så ble det slik.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[SPEAKER_00]: Hei.\n[SPEAKER_01]: Ja.\n", [("SPEAKER_00", "Hei."), ("SPEAKER_01", "Ja.")]),
        ("00:00:01 Speaker 1\nHei.\n00:00:05 Speaker 2\nJa.\n", [("Speaker 1", "Hei."), ("Speaker 2", "Ja.")]),
        (
            "Kari Lie\n0:01\nHei du\n\nPer Moe\n0:05\nJa hei\n\nKari Lie\n0:09\nFint\n",
            [("Kari Lie", "Hei du"), ("Per Moe", "Ja hei"), ("Kari Lie", "Fint")],
        ),
        (
            "[00:01]\nKari\nHei.\n[00:02]\nPer\nJa.\n[00:03]\nKari\nSå.\n[00:04]\nPer\nMm.\n",
            [("Kari", "Hei."), ("Per", "Ja."), ("Kari", "Så."), ("Per", "Mm.")],
        ),
        ("1. I: Hva?\n2. P: Ja.\n", [("I", "Hva?"), ("P", "Ja.")]),
        ("I:Hva?\nP:Ja.\n", [("I", "Hva?"), ("P", "Ja.")]),
        ("I – Hva?\nP – Ja.\nI – Så?\nP – Nei.\n", [("I", "Hva?"), ("P", "Ja."), ("I", "Så?"), ("P", "Nei.")]),
        ("Deltaker 3 (D3): Ja.\nDeltaker nr. 4: Nei.\n", [("Deltaker 3", "Ja."), ("Deltaker nr. 4", "Nei.")]),
        (
            "Dr. Hansen: Ja.\nAnne-Lise O'Brien: Nei.\nDr. Hansen: Så.\nAnne-Lise O'Brien: Jo.\n",
            [
                ("Dr. Hansen", "Ja."),
                ("Anne-Lise O'Brien", "Nei."),
                ("Dr. Hansen", "Så."),
                ("Anne-Lise O'Brien", "Jo."),
            ],
        ),
        ("Ja\nhei du\n\nJa\nikke sant\n", [("", "Ja\nhei du"), ("", "Ja\nikke sant")]),
        ("Jeg skal si noe.\n\nSvar: jo.\n", [("", "Jeg skal si noe."), ("", "Svar: jo.")]),
        (
            "CC: Se [glossary: x].\n     [glossary: y] og.\nCDR: Ja.\nCC: Mm.\nCDR: Å.\n",
            [("CC", "Se [glossary: x].\n     [glossary: y] og."), ("CDR", "Ja."), ("CC", "Mm."), ("CDR", "Å.")],
        ),
    ],
)
def test_labels_of_other_programs_and_what_only_looks_like_one(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_lines_as_long_as_paragraphs_are_turns_where_no_line_is_blank() -> None:
    first, second = "ja og nei " * 20, "nei og ja " * 20
    assert said(f"{first}\n{second}\n") == [("", first.strip()), ("", second.strip())]
    assert said("ja og nei\n" * 20) == [("", ("ja og nei\n" * 20).strip())]
