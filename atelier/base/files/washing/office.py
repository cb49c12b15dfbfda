"""Word and PowerPoint (OOXML). Only what can be reached from the document by relations we know is written again.

Taken out: names and times of editing, tracked changes, comments, hidden slides and text, properties, custom data,
printers, thumbnails, the workbook behind a chart, links to templates and data sources, fields that fetch or start
something. Refused: macros, controls, files inside (OLE), what is fetched from elsewhere.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree

from atelier.base.files.washing import changes, packages
from atelier.base.files.washing.fields import FIELD_ACTS, end_acting_fields
from atelier.base.files.washing.limits import Refused
from atelier.base.files.washing.packages import attribute, local, remove, space, unwrap
from atelier.base.files.washing.told import took_out

MAIN = "application/vnd.openxmlformats-officedocument.%s.main+xml"

MACROS = {"vbaproject", "wordvbadata", "control", "activexcontrol", "activexcontrolbinary", "attachedtoolbars"}
INSIDE = {"oleobject", "package"}
FETCHED = {"afchunk", "frame", "subdocument"}
DROPPED = {
    *("comments", "commentsextended", "commentsids", "commentsextensible", "people", "commentauthors", "authors"),
    *("threadedcomment", "threadedcomments", "person", "thumbnail", "core-properties", "extended-properties"),
    *("custom-properties", "customxml", "customxmlprops", "printersettings", "mailmergesource", "recipientdata"),
    *("mailmergeheadersource", "mailmergerecipientdata", "attachedtemplate", "transform", "webextension"),
    *("webextensiontaskpanes", "taskpanes", "extensibility", "usercustomization", "keymapcustomizations"),
    *("classificationlabels", "origin", "signature", "certificate", "hdphoto", "revisioninfo", "changesinfo"),
    *("glossarydocument", "htmlpubsaveas", "documenttasks", "inktask", "slideupdateurl", "slideupdateinfo"),
}
# Of what goes, what people are told.
TOLD = {
    "thumbnail": "thumbnails",
    **dict.fromkeys(("core-properties", "extended-properties", "custom-properties", "customxml"), "makers"),
}
COMMENTS = ("comments", "threadedcomment", "threadedcomments")
COMMENT = ("comment", "cm", "threadedComment")
# An element of these names goes, with all in it.
ELEMENTS_DROPPED = {
    *("commentRangeStart", "commentRangeEnd", "commentReference", "rsids", "attachedTemplate", "mailMerge", "docVars"),
    *("saveThroughXslt", "printerSettings", "dataBinding", "entryMacro", "exitMacro", "htmlPubPr", "commentRel"),
    *("externalData", "attachedSchema", "linkStyles"),
}
ELEMENTS_REFUSED = {
    **dict.fromkeys(("OLEObject", "oleObj", "objectEmbed", "objectLink", "oleLink"), "inside"),
    **dict.fromkeys(("altChunk", "subDoc", "frameset", "ddeLink", "binData"), "linked"),
    **dict.fromkeys(("control", "controls", "ocx"), "macros"),
}
NAMES_DROPPED = {"initials", "userId", "providerId", "userName", "ed", "edGrp", "dateUtc", "lastModifiedBy", "macro"}
NOBODY = "-"
NO = ("0", "false", "off")
SLIDE = re.compile(r"ppt/slides/[^/]+\.xml", re.IGNORECASE)
JUMPS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://noaction", "ppaction://media")


def wash_word(content: bytes) -> bytes:
    return _wash(content, MAIN % "wordprocessingml.document")


def wash_slides(content: bytes) -> bytes:
    return _wash(content, MAIN % "presentationml.presentation")


def _wash(content: bytes, main: str) -> bytes:
    parts = packages.read(content)
    if "[Content_Types].xml" not in parts:
        raise Refused("content")
    types = packages.parse(parts["[Content_Types].xml"])
    _refuse_macros(types)
    kept: dict[str, bytes] = {}
    _follow(parts, kept, main, _type_of(types))
    return packages.write([("[Content_Types].xml", _types_of(types, kept)), *kept.items()])


def _refuse_macros(types: etree._Element) -> None:
    for one in types:
        if re.search(r"macroEnabled|vbaProject|activeX|vbaData", one.get("ContentType", ""), re.IGNORECASE):
            raise Refused("macros")


def _type_of(types: etree._Element) -> Callable[[str], str]:
    named = {
        one.get("PartName", "").lower(): one.get("ContentType", "") for one in types if local(one.tag) == "Override"
    }
    ended = {
        one.get("Extension", "").lower(): one.get("ContentType", "") for one in types if local(one.tag) == "Default"
    }
    return lambda part: named.get(f"/{part}".lower()) or ended.get(part.rpartition(".")[2].lower(), "")


def _types_of(types: etree._Element, kept: dict[str, bytes]) -> bytes:
    names = {f"/{name}".lower() for name in kept}
    ends = {name.rpartition(".")[2].lower() for name in kept}
    for one in list(types):
        held = one.get("PartName", "").lower() in names or one.get("Extension", "").lower() in ends
        if not held or local(one.tag) not in ("Override", "Default"):
            types.remove(one)
    return packages.dump(types)


# -- From part to part


def _follow(parts: dict[str, bytes], kept: dict[str, bytes], main: str, type_of: Callable[[str], str]) -> None:
    found = {name.lower(): name for name in parts}
    hidden = _hidden_slides(parts, type_of)
    waiting, seen = [""], {""}
    documents = 0
    while waiting:
        source = waiting.pop()
        tree = _tree(parts[source], type_of(source)) if source else None
        relations = _relations(parts, found, source)
        dropped = []
        for relation in list(relations) if relations is not None else []:
            kind = relation.get("Type", "").rpartition("/")[2].lower()
            if relation.get("TargetMode", "").strip().lower() == "external":
                keep, target = _keep_external(relation, kind, tree), None
            else:
                target = _target(source, relation, found)
                keep = target is not None and target not in hidden and _keep_internal(relation, kind, tree)
                if target is not None and not keep:
                    _tell(kind, parts[target])
            if not keep:
                dropped.append(relation.get("Id", ""))
                relation.getparent().remove(relation)
            elif target is not None:
                if kind == "officedocument":
                    documents += 1
                    if source or type_of(target) != main:
                        raise Refused("content")
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        if tree is not None:
            for id_ in dropped:
                _forget(tree, id_)
            if hidden and local(tree.tag) == "presentation":
                _leave_out_of_sections(tree)
            _clean(tree)
        if source:
            kept[source] = packages.dump(tree) if tree is not None else _binary(source, parts[source])
        if relations is not None and len(relations):
            kept[_relations_name(source)] = packages.dump(relations)
    if documents != 1:
        raise Refused("content")


def _hidden_slides(parts: dict[str, bytes], type_of: Callable[[str], str]) -> set[str]:
    """Slides that are skipped when it is shown, and may hold what nobody meant to give away."""
    slides = [name for name in parts if SLIDE.fullmatch(name) or type_of(name).endswith(".slide+xml")]
    hidden = {name for name in slides if packages.parse(parts[name]).get("show", "") in NO}
    if slides and len(hidden) == len(slides):
        raise Refused("hidden")
    took_out("slides", len(hidden))
    return hidden


def _leave_out_of_sections(show: etree._Element) -> None:
    """Sections name slides by a number of their own; one that is not there is a fault to PowerPoint."""
    lists = [one for one in show if local(one.tag) == "sldIdLst"]
    left = {slide.get("id") for one in lists for slide in one}
    for element in list(show.iter()):
        if local(element.tag) == "sldId" and element.getparent() not in lists and element.get("id") not in left:
            remove(element)


def _tell(kind: str, content: bytes) -> None:
    """Of a part that goes. What it holds is counted without being understood: it is not to be trusted."""
    if kind in COMMENTS:
        took_out("comments", sum(local(one.tag) in COMMENT for one in packages.parse(content).iter()))
    elif kind in TOLD:
        took_out(TOLD[kind])


def _tree(content: bytes, kind: str) -> etree._Element | None:
    is_xml = kind.endswith(("+xml", "/xml")) or "vml" in kind
    return packages.parse(content) if is_xml else None


def _binary(name: str, content: bytes) -> bytes:
    if name.lower().endswith((".odttf", ".fntdata")):
        return content
    return packages.plain_part(content)


def _relations_name(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _relations(parts: dict[str, bytes], found: dict[str, str], source: str) -> etree._Element | None:
    name = found.get(_relations_name(source).lower())
    return packages.parse(parts[name]) if name else None


def _target(source: str, relation: etree._Element, found: dict[str, str]) -> str | None:
    target = unquote(relation.get("Target", "")).partition("#")[0]
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
    return found.get(path.lower())


def _keep_internal(relation: etree._Element, kind: str, tree: etree._Element | None) -> bool:
    if kind in MACROS:
        raise Refused("macros")
    if kind in FETCHED:
        raise Refused("linked")
    if kind in INSIDE:
        if not _feeds_a_chart(tree, relation.get("Id", "")):
            raise Refused("inside")
        return False
    return kind not in DROPPED


def _keep_external(relation: etree._Element, kind: str, tree: etree._Element | None) -> bool:
    """A link that people may click stays; what a programme would fetch by itself does not."""
    if kind == "hyperlink":
        if not packages.FOLLOWED.fullmatch(relation.get("Target", "")):
            relation.set("Target", "#")
        return True
    if kind in DROPPED or _feeds_a_chart(tree, relation.get("Id", "")):
        return False
    if kind == "image" and tree is not None and _has_own_copy(tree, relation.get("Id", "")):
        return False
    raise Refused("linked")


def _referring(tree: etree._Element, id_: str) -> Iterator[tuple[etree._Element, str]]:
    for element in tree.iter():
        for key, value in element.attrib.items():
            if value == id_ and (space(key).endswith("/relationships") or local(key) == "relid"):
                yield element, str(key)


def _feeds_a_chart(tree: etree._Element | None, id_: str) -> bool:
    """The workbook behind a chart: the chart shows its own copy of the figures."""
    found = list(_referring(tree, id_)) if tree is not None else []
    return bool(found) and all(local(element.tag) == "externalData" for element, _key in found)


def _has_own_copy(tree: etree._Element, id_: str) -> bool:
    """A linked picture of which a copy stands in the file: the link goes, the picture stays."""
    found = list(_referring(tree, id_))
    for element, key in found:
        own = [other for other in element.attrib if local(other) == "embed" or (local(other) == "id" and space(other))]
        if local(key) not in ("link", "href") or not own:
            return False
    for element, key in found:
        del element.attrib[key]
    return True


def _forget(tree: etree._Element, id_: str) -> None:
    """What refers to a relation that is gone goes too, with the extension it stands in."""
    for element, _key in list(_referring(tree, id_)):
        outer = next((one for one in element.iterancestors() if local(one.tag) == "ext"), element)
        remove(outer)


# -- Inside a part


def _clean(tree: etree._Element) -> None:
    if local(tree.tag) == "svg":
        packages.clean_drawing(tree)
        return
    changes.accept(tree)
    end_acting_fields(tree)
    _empty_hidden_runs(tree)
    for element in list(tree.iter()):
        name = local(element.tag)
        if name in ELEMENTS_REFUSED:
            raise Refused(ELEMENTS_REFUSED[name])
        if name in ELEMENTS_DROPPED:
            remove(element)
        elif name == "fldSimple" and FIELD_ACTS.search(attribute(element, "instr")):
            unwrap(element)
        else:
            _clean_attributes(element)


def _empty_hidden_runs(tree: etree._Element) -> None:
    """Hidden words go; the marks of a field in such a run stay, as an index hides its own."""
    for mark in list(tree.iter("{*}vanish")):
        run = mark.getparent().getparent() if mark.getparent() is not None else None
        if run is None or local(run.tag) != "r" or attribute(mark, "val") in NO:
            continue
        words = [one for one in run if local(one.tag) in ("t", "drawing", "pict")]
        took_out("hidden", bool(words))
        for word in words:
            remove(word)


def _clean_attributes(element: etree._Element) -> None:
    edited = any(local(key) == "author" for key in element.attrib)
    for key, value in list(element.attrib.items()):
        name, value = local(key), str(value)
        if name == "author":
            element.set(key, NOBODY)
            continue
        tells = name.startswith("rsid") or name in NAMES_DROPPED or (edited and name == "date")
        if tells or _acts(element, name, value):
            del element.attrib[key]


def _acts(element: etree._Element, name: str, value: str) -> bool:
    """What starts something at a click, or is fetched by an old drawing."""
    if value.startswith("ppaction:"):
        return not value.startswith(JUMPS)
    if not space(element.tag).startswith("urn:schemas-microsoft-com"):
        return False
    painted = local(element.tag) in ("imagedata", "fill", "stroke")
    return name == "src" or (name == "href" and (painted or not packages.FOLLOWED.fullmatch(value)))
