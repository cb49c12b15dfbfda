"""The text of a file is read to the last corner of it, in bounds; what a reader never saw is gone from the file."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile, FileField
from django.utils import translation
from pikepdf import Array, Dictionary, Name, Stream, String

from atelier.base.files.texts import UNREAD, taken_out, text_of
from atelier.base.files.uploads import checked
from atelier.base.files.washing import Refused, office, opendocument, plain, read, texts, wash
from atelier.base.files.washing.answers import Text, Washed, dump, load
from atelier.base.files.washing.limits import MOST_CHARACTERS, SECONDS
from atelier.base.files.washing.told import KINDS, counted
from tests import documents
from tests.documents import W, all_of, open_slides, open_text, slides, word

DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
BSN = "111222333"


def washed(washer: Callable[[bytes], bytes], content: bytes) -> tuple[bytes, dict[str, int]]:
    with counted() as taken:
        clean = washer(content)
    return clean, dict(taken)


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


# -- What is read


def part_of_word(kind: str, words: str, root: str = "") -> str:
    return f"<w:{root or kind} {W}><w:p>{run(words)}</w:p></w:{root or kind}>"


def test_of_a_word_file_every_corner_is_read() -> None:
    body = (
        f"<w:p>{run('Mevrouw ')}<w:r><w:t>Jansen</w:t><w:tab/><w:t>komt</w:t><w:br/><w:t>langs</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('cel')}</w:p></w:tc><w:tc><w:p>{run('buur')}</w:p></w:tc></w:tr></w:tbl>"
        '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="wp" id="1" descr="Foto van Fatima"/></w:drawing></w:r></w:p>'
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='mc'><w:txbxContent><w:p>{run('kader')}</w:p></w:txbxContent>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    links = (
        ("h1", "header", "header1.xml"),
        ("f1", "footer", "footer1.xml"),
        ("n1", "footnotes", "footnotes.xml"),
        ("e1", "endnotes", "endnotes.xml"),
        ("l1", "hyperlink", "!mailto:fatima@voorbeeld.test"),
    )
    also = {
        "word/header1.xml": part_of_word("hdr", "boven"),
        "word/footer1.xml": part_of_word("ftr", "onder"),
        "word/footnotes.xml": part_of_word("footnotes", "voetnoot"),
        "word/endnotes.xml": part_of_word("endnotes", "eindnoot"),
    }
    found = texts.read(word(body, also, links), ".docx")
    assert found.whole
    lines = found.words.splitlines()
    assert lines[:7] == ["Ons verslag", "Mevrouw Jansen\tkomt", "langs", "cel", "buur", "Foto van Fatima", "kader"]
    assert set(lines[7:]) == {"boven", "onder", "voetnoot", "eindnoot", "mailto:fatima@voorbeeld.test"}


def test_of_slides_the_notes_charts_and_drawings_are_read_in_the_order_of_the_slides() -> None:
    chart = (
        '<c:chart xmlns:c="c"><c:strCache><c:pt><c:v>Zeswielen</c:v></c:pt></c:strCache>'
        f"<c:numCache><c:pt><c:v>{BSN}</c:v></c:pt></c:numCache></c:chart>"
    )

    def part(words: str, place: str = "") -> str:
        return f"<p:x {documents.P}><p:sp>{place}<p:p><p:t>{words}</p:t></p:p></p:sp></p:x>"

    also = {f"ppt/slides/slide{number}.xml": part(f"dia {number}", "<p:ph/>") for number in (10, 2)}
    also |= {"ppt/charts/chart1.xml": chart, "ppt/notesSlides/notesSlide1.xml": part("noot")}
    also |= {f"ppt/slideLayouts/slideLayout{n}.xml": part(f"voet {n}", "<p:ph/>" * n) for n in (0, 1)}
    found = texts.read(slides("", also), ".pptx").words.splitlines()
    assert found == ["Onze dia", "dia 2", "dia 10", "Zeswielen", "noot", "voet 0"]


def test_of_an_open_document_the_body_notes_and_headers_are_read() -> None:
    body = (
        "<text:p>Mevrouw <text:span>Jan</text:span>sen<text:s/>komt<text:tab/>langs</text:p>"
        "<text:p>zin<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note></text:p>"
        '<text:p><text:a xlink:href="mailto:fatima@voorbeeld.test">mail</text:a></text:p>'
    )
    styles = (
        f"<office:document-styles {documents.ODF}><office:styles>opmaak</office:styles>"
        "<office:master-styles><text:p>boven</text:p></office:master-styles></office:document-styles>"
    )
    found = texts.read(open_text(body, {"styles.xml": styles}), ".odt")
    expected = "Ons verslag|Mevrouw Jansen komt\tlangs|zinnoot|mailto:fatima@voorbeeld.test mail|boven"
    assert found.words.replace("\n", "|") == expected


def with_words(*pages: str) -> bytes:
    """A PDF with words that a reader sees."""

    def write(made: pikepdf.Pdf) -> None:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number, words in enumerate(pages):
            if number:
                made.add_blank_page()
            page = made.pages[number].obj
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            page.Contents = Stream(made, f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode())

    return documents.pdf(write)


def test_of_a_pdf_the_pages_and_what_stands_beside_them_are_read() -> None:
    def fill(made: pikepdf.Pdf) -> None:
        page = made.pages[0].obj
        field = made.make_indirect(Dictionary(FT=Name.Tx, T=String("x"), V=String("ingevuld")))
        made.Root.AcroForm = Dictionary(Fields=Array([field]))
        link = Dictionary(S=Name.URI, URI=String("mailto:fatima@voorbeeld.test"))
        typed = Dictionary(Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents=String("erop getypt"))
        page.Annots = Array([made.make_indirect(typed), Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link)])
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Bezoek aan Jansen", 0))

    with pikepdf.open(io.BytesIO(with_words("Mevrouw Jansen", "belt"))) as made:
        fill(made)
        out = io.BytesIO()
        made.save(out)
    found = wash(out.getvalue(), ".pdf").text
    assert found.whole
    lines = found.words.splitlines()
    assert lines[:2] == ["Mevrouw Jansen", "belt"]
    assert {"ingevuld", "erop getypt", "mailto:fatima@voorbeeld.test", "Bezoek aan Jansen"} <= set(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_kept_as_utf_8_whoever_wrote_it(encoding: str) -> None:
    found = wash("Één café\r\nen \tthee".encode(encoding), ".txt")
    assert (found.content.decode(), found.text.words) == ("Één café\r\nen \tthee", "Één café\nen\tthee")


@pytest.mark.parametrize("content", [b"MZ\0\0\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x81\x8d", b"\xff\xfex"])
def test_what_is_no_text_is_no_plain_text(content: bytes) -> None:
    with pytest.raises(Refused):
        plain.wash(content)


def test_a_picture_has_no_text() -> None:
    assert texts.read(documents.photo(), ".jpg") == Text("")


# -- Bounds


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        (".txt", b"lang " * 100_000),
        (".docx", word(f"<w:p>{run('lang ' * 30)}</w:p>" * 2_000)),
        (".odt", open_text("<text:p>lang lang lang</text:p>" * 20_000)),
        (".pdf", with_words(*["lang " * 40] * 1_200)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_very_long_text_is_read_up_to_a_limit_and_says_so(extension: str, content: bytes) -> None:
    begun = time.monotonic()
    found = wash(content, extension).text
    assert not found.whole
    assert 10_000 < len(found.words) <= MOST_CHARACTERS
    assert time.monotonic() - begun < SECONDS + 20


def test_a_thousand_empty_pages_end_in_time() -> None:
    assert wash(with_words(*[""] * 1_000), ".pdf").text.words == ""


ENTITY = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><document>&b;</document>'


@pytest.mark.parametrize(
    ("extension", "content", "code"),
    [
        (".docx", documents.package({"word/document.xml": ENTITY}), "bomb"),
        (".docx", documents.package({"word/document.xml": "<x>"}), "content"),
        (".docx", documents.package({"word/document.xml": b"0" * 60_000_000}), "bomb"),
        (".odt", b"PK\x03\x04 kapot", "content"),
        (".pdf", b"%PDF-1.7 kapot", "content"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(extension: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(content, extension)
    assert caught.value.code == code


def test_what_the_process_says_comes_back_as_it_was() -> None:
    said = Washed(b"\n{}\0", {"changes": 2}, Text("één\nregel", whole=False))
    assert load(dump(said)) == said


def stored(tmp_path: Any, name: str, content: bytes) -> FieldFile:
    storage = FileSystemStorage(tmp_path)
    return FieldFile(None, FileField(storage=storage), storage.save(name, ContentFile(content)))


def test_a_stored_file_is_read_again_and_what_is_gone_is_not_whole(tmp_path: Any) -> None:
    file = stored(tmp_path, "a/x.docx", word())
    assert text_of(file) == Text("Ons verslag")
    assert text_of(stored(tmp_path, "a/y.docx", b"kapot")) == UNREAD
    file.storage.delete(str(file.name))
    assert text_of(file) == UNREAD


# -- What is taken out

CHANGED = (
    f'<w:p><w:ins w:id="1" w:author="Jan"><w:r><w:t>erbij</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="Jan"><w:r><w:delText>geschrapt</w:delText></w:r></w:del>'
    f'<w:moveFrom w:id="3">{run("verhuisd")}</w:moveFrom></w:p>'
    f'<w:p><w:moveToRangeStart w:id="4"/><w:moveTo w:id="5">{run("hier")}</w:moveTo><w:moveToRangeEnd w:id="4"/></w:p>'
    f'<w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr><w:pPrChange w:id="7"/></w:pPr>{run("een")}</w:p>'
    f"<w:p><w:pPr><w:keepNext/></w:pPr>{run('twee')}</w:p>"
    f'<w:tbl><w:tr><w:trPr><w:del w:id="8"/></w:trPr><w:tc><w:p>{run("rij weg")}</w:p></w:tc></w:tr>'
    f'<w:tr><w:trPr><w:ins w:id="9"/></w:trPr><w:tc><w:p>{run("rij blijft")}</w:p></w:tc>'
    f'<w:tc><w:tcPr><w:cellDel w:id="10"/></w:tcPr><w:p>{run("cel weg")}</w:p></w:tc></w:tr></w:tbl>'
    f'<w:tbl><w:tr><w:trPr><w:del w:id="11"/></w:trPr><w:tc><w:p>{run("tabel weg")}</w:p></w:tc></w:tr></w:tbl>'
)


def test_tracked_changes_of_a_word_file_are_accepted_and_counted() -> None:
    settings = f"<w:settings {W}><w:trackRevisions/></w:settings>"
    sent = word(CHANGED, {"word/settings.xml": settings}, (("s", "settings", "settings.xml"),))
    clean, taken = washed(office.wash_word, sent)
    assert texts.read(clean, ".docx").words.splitlines() == ["Ons verslag", "erbij", "hier", "eentwee", "rij blijft"]
    assert taken == {"changes": 10}
    for gone in (b"Jan", b"w:ins", b"w:del", b"moveTo", b"Change", b"trackRevisions"):
        assert gone not in all_of(clean)
    assert all_of(clean).count(b"<w:tbl>") == 1
    assert b"keepNext" in all_of(clean)


def test_changes_in_every_part_of_a_word_file_are_accepted() -> None:
    header = f'<w:hdr {W}><w:p><w:del w:id="1"><w:r><w:delText>weg</w:delText></w:r></w:del></w:p></w:hdr>'
    clean, taken = washed(office.wash_word, word("", {"word/h.xml": header}, (("h", "header", "h.xml"),)))
    assert b"weg" not in all_of(clean)
    assert taken == {"changes": 1}


def test_many_changes_end_in_time() -> None:
    many = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:ins w:id="1">' + run("x") * 3 + "</w:ins></w:p>"
    assert wash(word(many * 4_000), ".docx").taken == {"changes": 8_000}


def test_hidden_words_of_a_word_file_go_and_its_index_stays() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>zichtbaar</w:t></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE boom</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    clean, taken = washed(office.wash_word, word(body))
    assert b"verborgen" not in all_of(clean)
    assert b"zichtbaar" in all_of(clean)
    assert b"XE boom" in all_of(clean)
    assert taken == {"hidden": 1}


def presentation(*hidden: bool) -> bytes:
    """Slides with a link to each other, a section and a show of one's own choice."""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(hidden)))
    section = "".join(f'<q:sldId id="{256 + n}"/>' for n in range(len(hidden)))
    show = (
        f'<p:presentation {documents.P}><p:sldIdLst>{ids}</p:sldIdLst><p:custShow><p:sld r:id="s1"/></p:custShow>'
        f'<q:sectionLst xmlns:q="q"><q:section><q:sldIdLst>{section}</q:sldIdLst></q:section></q:sectionLst>'
        "</p:presentation>"
    )
    parts: dict[str, bytes | str] = {
        "ppt/presentation.xml": show,
        "ppt/_rels/presentation.xml.rels": documents.relations(
            *((f"s{n}", "slide", f"slides/slide{n}.xml") for n in range(len(hidden)))
        ),
    }
    for n, is_hidden in enumerate(hidden):
        shown = ' show="0"' if is_hidden else ""
        link = '<p:hlinkClick action="ppaction://hlinksldjump" r:id="j1"/>'
        parts[f"ppt/slides/slide{n}.xml"] = f"<p:sld {documents.P}{shown}><p:t>dia {n}</p:t>{link}</p:sld>"
        parts[f"ppt/slides/_rels/slide{n}.xml.rels"] = documents.relations(
            ("j1", "slide", "slide1.xml"), ("n1", "notesSlide", f"../notesSlides/notesSlide{n}.xml")
        )
        parts[f"ppt/notesSlides/notesSlide{n}.xml"] = f"<p:notes {documents.P}><p:t>noot {n}</p:t></p:notes>"
    return slides("", parts)


def test_hidden_slides_go_with_their_notes_and_all_that_names_them() -> None:
    clean, taken = washed(office.wash_slides, presentation(False, True, False))
    with zipfile.ZipFile(io.BytesIO(clean)) as opened:
        assert not [name for name in opened.namelist() if name.endswith(("slide1.xml", "Slide1.xml"))]
        show = opened.read("ppt/presentation.xml")
        assert show.count(b'id="256"') == show.count(b'id="258"') == 2
        assert b"257" not in show
        assert b's1"' not in show
    left = all_of(clean)
    for gone in (b"dia 1", b"noot 1", b"hlinksldjump"):
        assert gone not in left
    for stays in (b"dia 0", b"noot 2"):
        assert stays in left
    assert taken == {"slides": 1}


def test_a_presentation_of_hidden_slides_alone_is_refused() -> None:
    with pytest.raises(Refused, match="hidden"):
        office.wash_slides(presentation(True, True))


OPEN_STYLES = (
    '<office:automatic-styles xmlns:style="style"><style:style style:name="T1">'
    '<style:text-properties text:display="none"/></style:style><style:style style:name="dp1">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles>'
)


def test_changes_comments_and_hidden_words_of_an_open_document_go() -> None:
    body = (
        OPEN_STYLES
        + "<text:tracked-changes><text:changed-region><text:deletion><text:p>geschrapt</text:p></text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
        '<text:p>voor<text:change text:change-id="c"/><text:change-start/>erbij<text:change-end/>'
        "<office:annotation>zegt</office:annotation></text:p>"
        '<text:p><text:span text:style-name="T1">verborgen</text:span>zichtbaar</text:p>'
        '<text:section text:display="none"><text:p>ook verborgen</text:p></text:section>'
        "<text:p><text:hidden-text>en dit</text:hidden-text></text:p>"
    )
    clean, taken = washed(
        opendocument.wash_text, open_text(body, {"meta.xml": "<x/>", "Thumbnails/thumbnail.png": "x"})
    )
    assert texts.read(clean, ".odt").words.splitlines() == ["Ons verslag", "voorerbij", "zichtbaar"]
    assert taken == {"changes": 2, "comments": 1, "hidden": 3, "thumbnails": 1, "makers": 1}
    assert b"text:change" not in all_of(clean)


def test_hidden_slides_of_an_open_document_go() -> None:
    hidden = '<draw:page draw:style-name="dp1">twee</draw:page></office:presentation>'
    clean, taken = washed(
        opendocument.wash_slides,
        open_slides(f"{OPEN_STYLES}<office:presentation><draw:page>een</draw:page>{hidden}"),
    )
    assert b"twee" not in all_of(clean)
    assert b"een" in all_of(clean)
    assert taken == {"slides": 1}
    with pytest.raises(Refused, match="hidden"):
        opendocument.wash_slides(open_slides(f"{OPEN_STYLES}<office:presentation>{hidden}"))


def test_what_was_taken_out_is_said_in_one_sentence() -> None:
    with translation.override("nl"):
        told = taken_out({"changes": 3, "slides": 2, "thumbnails": 1, "comments": 0})
        assert told == "We haalden weg: 3 wijzigingen, 2 verborgen dia's, 1 miniatuur."
        assert taken_out({}) == ""
        assert all("%" not in taken_out({kind: number}) for kind in KINDS for number in (1, 2))


# -- At the door


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", f"bsn {BSN}".encode()),
        ("x.docx", word(f"<w:p>{run('111')}{run('222333')}</w:p>")),
        ("x.pptx", slides(f"<p:t>bsn {BSN}</p:t>")),
        ("x.odt", open_text(f"<text:p>{BSN}</text:p>")),
        ("x.odp", open_slides(f"<text:p>{BSN}</text:p>")),
        ("x.pdf", with_words(f"bsn {BSN}")),
    ],
)
def test_a_file_with_a_bsn_in_its_text_does_not_come_in(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        checked(SimpleUploadedFile(name, content))
    assert caught.value.code == "bsn"


@pytest.mark.django_db
def test_a_bsn_that_goes_with_a_struck_sentence_keeps_nothing_out() -> None:
    body = f'<w:p><w:del w:id="1"><w:r><w:delText>{BSN}</w:delText></w:r></w:del></w:p>'
    kept = checked(SimpleUploadedFile("x.docx", word(body)))
    assert kept.text == Text("Ons verslag")
    assert kept.taken == {"changes": 1}
