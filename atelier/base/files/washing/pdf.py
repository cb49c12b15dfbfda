"""PDF: pages, text, links, form fields and drawn marks stay; whatever acts, hides, reaches out or tells who goes.

qpdf (through pikepdf) reads the file and writes it anew: escaped names, object streams, earlier versions and what
stands before or behind the PDF are gone by that alone. What is left is walked object by object.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from atelier.base.files.washing import pictures
from atelier.base.files.washing.limits import MOST_OBJECTS, Refused
from atelier.base.files.washing.told import took_out

# All that a catalogue and a page may hold; of the rest somebody may find a use tomorrow.
CATALOGUE = {
    *("/Type", "/Version", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout"),
    *("/PageMode", "/Outlines", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents"),
    "/OCProperties",
}
PAGE = {
    *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents"),
    *("/Rotate", "/Group", "/Annots", "/StructParents", "/Tabs", "/UserUnit", "/Trans"),
}
FORM = {"/Fields", "/NeedAppearances", "/DR", "/DA", "/Q"}
# Gone wherever they stand.
GONE = {
    *("/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RF", "/AF", "/RichMediaContent"),
    *("/RichMediaSettings", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/PA", "/OPI"),
    *("/Renditions", "/AlternatePresentations", "/Collection", "/Perms", "/DSS", "/SpiderInfo", "/Requirements"),
    *("/Legal", "/Threads", "/LegalAttestation", "/3DD", "/3DV"),
}
FOLLOWED = {"/GoTo", "/URI", "/Named"}
TURNS = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
ACTS = {
    *("/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/GoTo3DView"),
    *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/Thread", "/Hide", "/SetOCGState", "/GoToDp"),
}
LINKED = re.compile(rb"(https?|mailto|tel):[^\x00-\x20]+", re.IGNORECASE)
# Marks that are drawn on the page. Notes, files, films and what we do not know are taken off.
MARKS = {
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
    *("/Ink", "/Stamp", "/Caret", "/FreeText"),
}
# Gone from a signature: itself, and who made it, where and why.
SIGNATURE = {"/V", "/Name", "/Contents", "/Cert", "/ContactInfo", "/Location", "/Reason", "/Lock"}
KEPT_ANNOTATIONS = MARKS | {"/Link", "/Widget"}
TELLING = ("/T", "/Subj", "/CreationDate", "/M", "/NM", "/Popup", "/IRT", "/RT", "/State", "/StateModel", "/ExData")


def wash(content: bytes) -> bytes:
    if b"%PDF-" not in content[:1024]:
        raise Refused("content")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _refuse_what_would_be_lost(pdf)
            _clean(pdf)
            out = io.BytesIO()
            pdf.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                encryption=False,
                fix_metadata_version=False,
            )
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused("content") from error


def _refuse_what_would_be_lost(pdf: Pdf) -> None:
    """Files inside, and forms that are nothing without their programme, cannot be taken out in silence."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused("bomb")
    if not len(pdf.pages):
        raise Refused("content")
    root = pdf.Root
    form = root.get("/AcroForm")
    if root.get("/NeedsRendering") or (isinstance(form, Dictionary) and "/XFA" in form and not _fields(form)):
        raise Refused("form")
    if "/Collection" in root:
        raise Refused("inside")
    for found in every_object(pdf):
        if isinstance(found, Dictionary) and isinstance(found.get("/EF"), Dictionary):
            raise Refused("inside")


def _fields(form: Dictionary) -> bool:
    fields = form.get("/Fields")
    return isinstance(fields, Array) and len(fields) > 0


def _clean(pdf: Pdf) -> None:
    own = ("/Root", "/Size", "/ID", "/Prev", "/XRefStm", "/Encrypt")
    took_out("makers", "/Info" in pdf.trailer or "/Metadata" in pdf.Root)
    for key in [str(key) for key in pdf.trailer if key not in own]:
        del pdf.trailer[key]
    pdf.trailer.ID = Array([pikepdf.String(""), pikepdf.String("")])
    _keep(pdf.Root, CATALOGUE)
    if pdf.Root.get("/PageMode") == Name.UseAttachments:
        del pdf.Root["/PageMode"]
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        _keep(names, {"/Dests"})
    if isinstance(form := pdf.Root.get("/AcroForm"), Dictionary):
        _keep(form, FORM)
    for page in pdf.pages:
        took_out("thumbnails", "/Thumb" in page.obj)
        _keep(page.obj, PAGE)
    for found in every_object(pdf):
        if isinstance(found, Stream):
            _clean_stream(pdf, found)
        elif isinstance(found, Dictionary):
            _clean_dictionary(found)


def _keep(held: pikepdf.Object, keys: set[str]) -> None:
    for key in held.keys() - keys:
        del held[key]


def every_object(pdf: Pdf) -> Iterator[object]:
    """Every dictionary, array and stream, also those that stand inside another. No recursion: they may nest deep."""
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            one = waiting.pop()
            if not isinstance(one, Dictionary | Array | Stream):
                continue
            yield one
            inside = one if isinstance(one, Array) else one.values()
            waiting.extend(inner for inner in inside if isinstance(inner, pikepdf.Object) and not inner.is_indirect)


def _clean_dictionary(held: pikepdf.Object) -> None:
    for key in GONE & held.keys():
        if not (key == "/AF" and isinstance(held.get(key), Name)):
            del held[key]
    if "/A" in held and not _may_follow(held.get("/A")):
        del held["/A"]
    if "/Next" in held and held.get("/S") in FOLLOWED:  # one deed after another; bookmarks have a /Next too
        del held["/Next"]
    if "/Annots" in held:
        held["/Annots"] = _annotations(held.get("/Annots"))
    if held.get("/S") in ACTS and "/K" not in held:
        for key in list(held.keys()):
            del held[key]
    if held.get("/Type") == Name.Sig or (held.get("/FT") == Name.Sig):
        _keep(held, held.keys() - SIGNATURE)
    if held.get("/Type") == Name.Annot or held.get("/Subtype") in MARKS:
        _clean_annotation(held)


def _may_follow(action: object) -> bool:
    """Of what a click may do: go to a page of this file, or to an address. Attributes of structure are no action."""
    if not isinstance(action, Dictionary) or "/S" not in action:
        return not isinstance(action, Array) or not any(isinstance(one, Dictionary) and "/S" in one for one in action)
    kind = action.get("/S")
    if kind == "/URI":
        address = action.get("/URI")
        return isinstance(address, pikepdf.String) and LINKED.fullmatch(bytes(address)) is not None
    if kind == "/Named":
        return action.get("/N") in TURNS
    return kind in FOLLOWED


def _annotations(found: object) -> Array:
    """As they are drawn, without notes, files and films."""
    found = found if isinstance(found, Array) else []
    took_out("comments", sum(isinstance(one, Dictionary) and one.get("/Subtype") == "/Text" for one in found))
    return Array(one for one in found if isinstance(one, Dictionary) and (one.get("/Subtype") in KEPT_ANNOTATIONS))


def _clean_annotation(held: pikepdf.Object) -> None:
    kind = held.get("/Subtype")
    if kind not in KEPT_ANNOTATIONS:
        for key in list(held.keys()):
            del held[key]
    elif kind in MARKS:
        # What is typed on the page itself is the page's; the rest of the words hang from a mark.
        took_out("comments", kind != "/FreeText" and bool(str(held.get("/Contents") or "")))
        for key in (*TELLING, *(() if kind == "/FreeText" else ("/Contents", "/RC"))):
            if key in held:
                del held[key]


def _clean_stream(pdf: Pdf, stream: Stream) -> None:
    kind = stream.get("/Subtype")
    if kind == "/PS" or stream.get("/Subtype2") == "/PS" or stream.get("/Type") in ("/Metadata", "/EmbeddedFile"):
        stream.write(b"")
        return
    for key in ("/F", "/FFilter", "/FDecodeParms", "/DL", "/Ref", "/PS"):  # data from another file
        if key in stream:
            del stream[key]
    _clean_dictionary(stream)
    if kind == "/Image":
        _clean_picture(pdf, stream)


def _clean_picture(pdf: Pdf, stream: Stream) -> None:
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [] if filters is None else [filters]
    if not names or names[-1] not in ("/DCTDecode", "/DCT", "/JPXDecode"):
        return
    raw = stream.read_raw_bytes()
    if len(names) > 1:  # packed once more around the picture, as some programs do
        raw = Stream(pdf, raw, Filter=Array(names[:-1])).read_bytes()
    try:
        washed = pictures.jpeg2000(raw) if names[-1] == "/JPXDecode" else pictures.jpeg(raw)
    except (IndexError, ValueError) as error:
        raise Refused("content") from error
    parms = stream.get("/DecodeParms")
    took_out("pictures", washed != raw)
    last = parms[-1] if isinstance(parms, Array) and len(parms) == len(names) else parms if len(names) == 1 else None
    stream.write(washed, filter=Name(str(names[-1])), decode_parms=last if isinstance(last, Dictionary) else None)
