"""OpenDocument text and slides: the parts the format knows, without names, comments and what acts by itself.

Tracked changes are accepted, hidden text and slides go: what is left is what a reader sees.
"""

import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from atelier.base.files.washing import packages
from atelier.base.files.washing.limits import Refused
from atelier.base.files.washing.packages import local, remove, space, unwrap
from atelier.base.files.washing.told import took_out

TEXT = "application/vnd.oasis.opendocument.text"
SLIDES = "application/vnd.oasis.opendocument.presentation"
MANIFEST = "META-INF/manifest.xml"
# Of the package itself and of the charts and formulas in it.
DOCUMENTS = re.compile(r"(Object[^/]*/)*(content|styles|settings)\.xml")
FILES = re.compile(r"(Object[^/]*/)*(Pictures|Media|ObjectReplacements)/[^/]+")
ELEMENTS_DROPPED = {
    *("annotation", "annotation-end", "event-listeners", "event-listener", "scripts", "script", "dde-source"),
    *("dde-connection-decls", "section-source", "connection-resource", "database-row-select", "meta"),
    *("tracked-changes", "change", "change-start", "change-end", "hidden-text", "hidden-paragraph"),
}
# Of what goes, what people are told.
TOLD = {
    "changed-region": "changes",
    "annotation": "comments",
    "hidden-text": "hidden",
    "hidden-paragraph": "hidden",
}
ELEMENTS_REFUSED = {
    **dict.fromkeys(("object-ole", "applet"), "inside"),
    **dict.fromkeys(("floating-frame", "binary-data", "encryption-data"), "linked"),
}
PRIVATE_SETTING = re.compile(r"Printer|Database|Rsid|Author|UserName|Signature", re.IGNORECASE)
CLICKED = ("a", "hyperlink")
SLIDE = "drawing-page-properties"


def wash_text(content: bytes) -> bytes:
    return _wash(content, TEXT)


def wash_slides(content: bytes) -> bytes:
    return _wash(content, SLIDES)


def _wash(content: bytes, kind: str) -> bytes:
    parts = packages.read(content)
    if parts.get("mimetype", b"").strip() != kind.encode() or "content.xml" not in parts:
        raise Refused("content")
    if MANIFEST in parts and any(
        local(one.tag) == "encryption-data" for one in packages.parse(parts[MANIFEST]).iter()
    ):
        raise Refused("locked")
    took_out("thumbnails", sum(name.startswith("Thumbnails/") for name in parts))
    took_out("makers", "meta.xml" in parts)
    kept = {"mimetype": kind.encode()}
    for name, part in parts.items():
        if DOCUMENTS.fullmatch(name):
            tree = packages.parse(part)
            _clean(tree, posixpath.dirname(name), parts)
            kept[name] = packages.dump(tree)
        elif FILES.fullmatch(name):
            washed = _file(name, part)
            if washed is not None:
                kept[name] = washed
        elif name.startswith("Object") and not re.search(
            r"meta\.xml$|manifest\.rdf$|Configurations2/|Thumbnails/", name
        ):
            raise Refused("inside")
    kept[MANIFEST] = _manifest(parts, kept, kind)
    return packages.write(kept.items())


def _file(name: str, content: bytes) -> bytes | None:
    if content.lstrip()[:5] in (b"<?xml", b"<svg "):
        tree = packages.parse(content)
        if local(tree.tag) != "svg":
            raise Refused("inside")
        packages.clean_drawing(tree)
        return packages.dump(tree)
    if "ObjectReplacements/" in name and content.startswith(b"VCLMTF"):
        return None  # made again by whoever shows the object
    return packages.plain_part(content)


def _manifest(parts: dict[str, bytes], kept: dict[str, bytes], kind: str) -> bytes:
    """Anew, of what is there."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    known = {}
    if MANIFEST in parts:
        for one in packages.parse(parts[MANIFEST]):
            held = {local(key): str(value) for key, value in one.attrib.items()}
            known[held.get("full-path", "")] = held.get("media-type", "")
    tree = etree.Element(f"{{{spaces}}}manifest", {f"{{{spaces}}}version": "1.2"}, nsmap={"manifest": spaces})
    folders = [path for path in known if path.endswith("/") and any(name.startswith(path) for name in kept)]
    for path in ["/", *(path for path in folders if path != "/"), *(name for name in kept if name != "mimetype")]:
        media = kind if path == "/" else known.get(path, "text/xml" if path.endswith(".xml") else "")
        etree.SubElement(
            tree, f"{{{spaces}}}file-entry", {f"{{{spaces}}}full-path": path, f"{{{spaces}}}media-type": media}
        )
    return packages.dump(tree)


def _remove_hidden(tree: etree._Element) -> None:
    """What is hidden by its style: words, sections, and slides that are skipped when it is shown."""
    words, slides = _hiding(tree, "text-properties", "display", "none"), _hiding(tree, SLIDE, "visibility", "hidden")
    for element in list(tree.iter("{*}span", "{*}section", "{*}page")):
        held = {local(key): str(value) for key, value in element.attrib.items()}
        hides = {
            "span": held.get("style-name") in words,
            "section": held.get("display") == "none",
            "page": held.get("style-name") in slides,
        }
        if hides[local(element.tag)]:
            took_out("slides" if local(element.tag) == "page" else "hidden")
            remove(element)
    body = next(tree.iter("{*}presentation"), None)
    if slides and body is not None and next(body.iter("{*}page"), None) is None:
        raise Refused("hidden")


def _hiding(tree: etree._Element, properties: str, key: str, value: str) -> set[str]:
    """The names of the styles that hide."""
    found: set[str] = set()
    for one in tree.iter("{*}" + properties):
        style = one.getparent()
        if style is not None and any(local(name) == key and held == value for name, held in one.attrib.items()):
            found.update(str(held) for name, held in style.attrib.items() if local(name) == "name")
    return found


def _clean(tree: etree._Element, folder: str, parts: dict[str, bytes]) -> None:
    _remove_hidden(tree)
    for element in list(tree.iter()):
        name = local(element.tag)
        if name in TOLD:
            took_out(TOLD[name])
        if name in ELEMENTS_REFUSED:
            raise Refused(ELEMENTS_REFUSED[name])
        if name in ELEMENTS_DROPPED:
            remove(element)
        elif name == "execute-macro":
            unwrap(element)
        elif name == "config-item" and PRIVATE_SETTING.search(next(iter(element.attrib.values()), "")):
            remove(element)
        else:
            _clean_attributes(element, folder, parts)


def _clean_attributes(element: etree._Element, folder: str, parts: dict[str, bytes]) -> None:
    for key, value in list(element.attrib.items()):
        name, value = local(key), str(value)
        if name in ("rsid", "paragraph-rsid", "chg-author") or name in ("protection-key",):
            del element.attrib[key]
        elif name == "href" and space(key).endswith("xlink"):
            _check_address(element, key, value, folder, parts)


def _check_address(element: etree._Element, key: str, value: str, folder: str, parts: dict[str, bytes]) -> None:
    if local(element.tag) in CLICKED:
        if not packages.FOLLOWED.fullmatch(value):
            element.set(key, "#")
    elif local(element.tag) == "form":
        del element.attrib[key]  # where a form would send what is filled in
    elif not _is_inside(value, folder, parts):
        raise Refused("linked")


def _is_inside(value: str, folder: str, parts: dict[str, bytes]) -> bool:
    if not value or value.startswith("#"):
        return True
    path = posixpath.normpath(posixpath.join(folder, unquote(value).partition("#")[0])).lstrip("/")
    return ":" not in value and (path in parts or any(name.startswith(path + "/") for name in parts))
