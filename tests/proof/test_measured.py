"""The promised figures: false alarms on clean text, recall on seeded faults, the real bulletin (`benchmarks/proof.py`)."""

from collections import Counter

import pytest
from benchmarks.proof import CLEAN, clean_lines, measure, missed, table, wrongly_told

from briefing_tui.importers.recognise import recognise
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from disks.places import CORPUS, ROOT

REAL = CORPUS / "2024-14.txt"


@pytest.mark.corpus
@pytest.mark.slow
def test_the_promised_figures_are_kept() -> None:
    if not CLEAN.is_dir():
        pytest.skip("the clean texts are not beside the project")
    lines = clean_lines()
    reader = Proofreader(own_terms())
    rows, _noise = measure(lines, reader)
    assert missed(rows, sum(map(len, lines))) == []
    assert min(row.seeded for row in rows) >= 200
    assert wrongly_told(reader) == []
    page = (ROOT / "docs/proof.md").read_text(encoding="utf-8")
    assert table(rows, sum(map(len, lines))) in page, "python -m benchmarks.proof --page docs/proof.md"


@pytest.mark.corpus
def test_the_faults_of_the_real_bulletin_are_found_and_no_other_error() -> None:
    if not REAL.is_file():
        pytest.skip("the real bulletin is not beside the project")
    issue = recognise(REAL.read_text(encoding="utf-8"), name=REAL.name).issue
    findings = Proofreader(own_terms()).read(issue)
    errors = Counter(
        (finding.rule, finding.span.words) for finding in findings if finding.level == "E" and finding.span
    )
    assert errors == {
        ("P-02", "(2024)"): 4,
        ("P-02", "(三)"): 1,
        ("P-02", "(四)"): 1,
        ("P-02", "(4月19日-5月26日)"): 1,
        ("P-02", "(5月27日-6月24日)"): 1,
        ("P-03", ")"): 1,
    }
    hints = {
        (finding.rule, finding.span.words) for finding in findings if finding.level == "H" and finding.span
    }
    assert ("N-11", "2: 8") in hints
    assert ("C-02", "19 家银行中已签订《体系银担合作协议》的共有 154 家") in hints
    assert any(rule == "C-01" and "11.40 万户" in words for rule, words in hints)
    assert Counter(rule for rule, _words in hints)["N-07"] == 1
    assert ("P-16", "。") in hints
    assert ("C-07", "山西再担保") in hints
