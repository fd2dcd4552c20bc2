"""Models that nobody made with Word are read in time by their length, or refused."""

import io
import zipfile
from contextlib import suppress

import pytest

from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.word.like import read_like
from briefing_tui.exporters.word.markup import W
from measures.costs import is_linear

LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def strange(body: str, settings: str = "") -> bytes:
    """A model that nobody made with Word."""
    target = io.BytesIO()
    relations = f'<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="x/settings" Target="settings.xml"/></Relationships>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/_rels/document.xml.rels", relations)
        archive.writestr("word/settings.xml", settings)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return target.getvalue()


@pytest.mark.parametrize(
    "piece",
    [
        "<w:sectPr ",
        "<w:sectPr>",
        "<w:sectPrChange>",
        "</w:sectPrChange><w:sectPrChange ",
        '<w:sectPr><w:headerReference r:id="',
    ],
)
def test_a_strange_model_takes_time_by_its_length(piece: str) -> None:
    def read(times: int) -> None:
        with suppress(ExportError):
            read_like(strange(piece * times)).says("mirrorMargins")

    assert is_linear(read, 3_000)


def test_strange_settings_take_time_by_their_length() -> None:
    def ask(times: int) -> None:
        assert not read_like(strange("", '<w:mirrorMargins w:val="0" ' * times)).says("mirrorMargins")

    assert is_linear(ask, 3_000)


def test_a_section_longer_than_any_is_refused() -> None:
    with pytest.raises(ExportError, match="not known here"):
        read_like(strange(f"<w:sectPr>{'<w:cols ' * 10_000}</w:sectPr>"))
