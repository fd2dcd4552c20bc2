"""Bytes to characters."""

import codecs

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.importers.text import SIZE_LIMIT, read_text

TEXT = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n增长 5% OK\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    assert read_text(data) == (TEXT if data else "", encoding)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_line_ends(end: str, encoding: str) -> None:
    assert read_text(TEXT.replace("\n", end).encode(encoding)).text == TEXT


def test_rare_characters_of_gb18030() -> None:
    rare = "𠀀㐀〇—…¥" * 3
    assert read_text(rare.encode("gb18030")).text == rare


def test_wrong_bytes_name_the_line_and_the_file() -> None:
    data = f"{TEXT}第五行".encode() + b"\xff\n" + TEXT.encode()
    with pytest.raises(RecogniseError) as caught:
        read_text(data, "old.txt")
    assert caught.value.place[:2] == ("old.txt", 5)
    assert "0xff" in caught.value.message


def test_utf8_with_one_wrong_byte_is_not_taken_for_gb18030() -> None:
    data = bytearray((TEXT * 20).encode())
    del data[100]
    with pytest.raises(RecogniseError):
        read_text(bytes(data))


def test_wrong_bytes_in_gb18030_name_the_line() -> None:
    data = TEXT.encode("gb18030") + "第五行".encode("gb18030") + b"\xff\xff\n"
    with pytest.raises(RecogniseError) as caught:
        read_text(data)
    assert caught.value.place.line == 5


def test_utf16_that_is_cut_off() -> None:
    with pytest.raises(RecogniseError):
        read_text(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1])


def test_nul_is_refused_with_its_line() -> None:
    with pytest.raises(RecogniseError) as caught:
        read_text("甲\n乙\0丙".encode())
    assert caught.value.place.line == 2


def test_a_file_over_the_limit_is_refused() -> None:
    assert len(read_text(b"a" * SIZE_LIMIT).text) == SIZE_LIMIT
    with pytest.raises(RecogniseError):
        read_text(b"a" * (SIZE_LIMIT + 1))


@pytest.mark.parametrize("magic", [b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1", rb"{\rtf1"])
def test_files_that_are_no_text_are_named(magic: bytes) -> None:
    with pytest.raises(RecogniseError) as caught:
        read_text(magic + bytes(range(256)) * 10)
    assert caught.value.hint
