"""Bytes to characters."""

import codecs

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.importers.text import SIZE_LIMIT, encoding_doubt, read_text

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark_that_hold_a_nul_on_either_side(encoding: str) -> None:
    text = "示例电站\u3000\u3000值班简报\n2031年第一期\n一、一号机组开机\n第一百天。\n" * 4
    assert read_text(text.encode(encoding)) == (text, encoding)


def test_a_file_of_any_bytes_with_nuls_is_no_wide_text() -> None:
    with pytest.raises(RecogniseError):
        read_text(bytes(range(256)) * 8)


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


TRADITIONAL = "示例縣資訊簡報\n第14期\n2024年12月16日\n一、縣府召開會議\n今年以來，全縣新增良種示範基地四個，面積達到一千二百畝。\n"


def test_big5_is_told_by_its_characters_and_said_to_be_a_guess() -> None:
    assert read_text(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5")
    assert "Big5" in encoding_doubt("big5")
    assert not encoding_doubt("gb18030")


@pytest.mark.parametrize("text", [TRADITIONAL, TEXT, "镕喆堃𠀀\n", "，。、\n", "①②③\n", "“示例”\n"])
def test_gb18030_is_not_taken_for_big5(text: str) -> None:
    assert read_text(text.encode("gb18030")) == (text, "gb18030")


PAGES = [
    "<!DOCTYPE html>\n<html><body><p>第1期</p></body></html>",
    "<html><head><meta charset=gbk></head></html>",
    "\n <!-- 模板 -->\n<HTML lang=zh>\n第1期",
    '<?xml version="1.0"?>\n<html xmlns="x">第1期</html>',
    "<head><title>简报</title></head>第1期",
    "<p>第1期</p>\n<p>甲公司签约。</p>\n<p>乙公司下乡。</p>\n",
    "<div class=a><span>第1期</span></div>",
    "第1期\n甲公司签约。\n</body></html>\n",
    "From: <Saved by X>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n第1期",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_web_page_is_refused_by_name(page: str, encoding: str) -> None:
    with pytest.raises(RecogniseError) as caught:
        read_text(page.encode(encoding), "page.txt")
    assert "HTML" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.mht"])
def test_a_web_page_is_told_by_the_name_of_its_file_too(name: str) -> None:
    with pytest.raises(RecogniseError) as caught:
        read_text("第1期<br>甲公司签约。".encode(), name)
    assert "HTML" in caught.value.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<p align="center"><img src="a.png"></p>\n\n<div>\n\n# 示例周报 第7期\n', "a.md"),
        ("示例周报\n第7期\n用 <b> 和 </b> 标出的字。\n", "a.txt"),
        ("<示例周报>\n第7期\n甲公司签约。\n", "a.txt"),
        ("Content-Type: 甲\n第7期\n", "a.txt"),
    ],
)
def test_a_text_with_tags_in_it_is_no_web_page(text: str, name: str) -> None:
    assert read_text(text.encode(), name).text == text
