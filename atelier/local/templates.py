"""Templates and style sheets that read, in an editor and in a diff.

scripts/templates            format the pages (djangofmt), then say what is left to do by hand
scripts/templates --check    only say it; exit code 1 when anything is

djangofmt knows which white space shows and keeps it. Long texts to translate are opened out here, over as many lines
as they need; their words in the catalogue stay the same. Any other tag that is too long is for us: fewer words, or a
name in the view.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 120
TEXT = re.compile(
    r"""{% translate "(?P<quoted>[^"\n]+)"(?: as (?P<name>\w+))? %}"""
    r"|(?P<begin>{% blocktranslate trimmed[^\n]*?%})(?P<words>.*?)(?P<end>{% endblocktranslate %})",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}")
CONDITION = re.compile(r"{% (?:el)?if (.*?) %}")
WORD = r"""(?:"\w+"|'\w+')"""
COMPARED = re.compile(rf"(\w+(?:\.\w+)+) *[!=]= *{WORD}|{WORD} *[!=]= *(\w+(?:\.\w+)+)")
# The words of HTTP, HTML and the libraries, which no model of ours could know.
THEIRS = {"request.method", "attrs.type", "field.widget_type"}


def main(arguments: list[str]) -> int:
    paths = list(files(ROOT))
    formatted = formats(paths, only_look="--check" in arguments)
    found = [f"{path.relative_to(ROOT)}:{said}" for path in paths for said in faults(path)]
    for line in found:
        print(line)
    return 0 if formatted and not found else 1


def formats(paths: list[Path], *, only_look: bool) -> bool:
    """Whether all is as djangofmt writes it, and its linter finds nothing."""
    pages = [str(path) for path in paths if path.suffix == ".html"]
    if only_look:
        return djangofmt("--check", *pages) and djangofmt("check", *pages)
    djangofmt("check", "--fix", *pages)
    before = {path: path.read_text() for path in paths}
    djangofmt(*pages)
    for path in paths:
        path.write_text(opened(path.read_text()))
    good = djangofmt(*pages)
    for path, text in before.items():
        for tags in parted(text, path.read_text()):
            print(f"{path.relative_to(ROOT)}: white space came between {tags}. Does it show?")
    return good


def djangofmt(*arguments: str) -> bool:
    program = str(Path(sys.executable).with_name("djangofmt"))
    return subprocess.run([program, "--quiet", *arguments], cwd=ROOT, check=False).returncode == 0


def files(root: Path) -> Iterator[Path]:
    yield from (path for path in sorted((root / "templates").rglob("*")) if path.is_file())
    yield from sorted((root / "static").glob("*.css"))


def parted(before: str, after: str) -> Iterator[str]:
    """Tags that touched and do not any more: within a block djangofmt takes them for two things (version 1.1)."""
    if len(old := touching(before)) == len(new := touching(after)):
        yield from (tags for tags, still in zip(old, new, strict=True) if tags and not still)


def touching(text: str) -> list[str]:
    """Each tag that prints something, with the tag right after it; empty where something stands between."""
    found = list(TAG.finditer(text))
    return [one[0] + two[0] if one.end() == two.start() and prints(two[0]) else "" for one, two in pairwise(found)]


def prints(tag: str) -> bool:
    return not re.match(r"{% (?:load|block|endblock|end\w+|else|elif|empty) ?", tag) and " as " not in tag


def opened(text: str) -> str:
    """The same template, with the texts to translate that make a line too long over lines of their own."""
    while long := max((match for match in TEXT.finditer(text) if is_long(text, match)), key=length, default=None):
        text = text[: long.start()] + over_lines(long, indent_at(text, long)) + text[long.end() :]
    return text


def length(match: re.Match[str]) -> int:
    return len(match[0])


def indent_at(text: str, match: re.Match[str]) -> str:
    line = text[text.rfind("\n", 0, match.start()) + 1 :]
    return " " * (len(line) - len(line.lstrip(" ")))


def is_long(text: str, match: re.Match[str]) -> bool:
    """Not where it would stand well on a line of its own: that is for us to give it."""
    if match["quoted"]:
        return len(indent_at(text, match)) + length(match) > LONGEST
    if "\n" in match[0]:
        return "\n" not in match["words"][:1]
    begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    too_long = (len(text) if end == -1 else end) - begin > LONGEST
    return too_long and length(match) > LONGEST / 2


def over_lines(match: re.Match[str], indent: str) -> str:
    if match["quoted"]:
        name = f" asvar {match['name']}" if match["name"] else ""
        begin, words, end = f"{{% blocktranslate trimmed{name} %}}", match["quoted"], "{% endblocktranslate %}"
    else:
        begin, words, end = match["begin"], match["words"], match["end"]
    lines = [begin]
    for part in re.split(r"({% plural %})", words):
        lines += [indent + part] if part == "{% plural %}" else wrapped(part, f"{indent}  ")
    return "\n".join([*lines, indent + end])


def wrapped(words: str, indent: str) -> list[str]:
    """By words, with each {{ variable }} whole."""
    lines = [indent]
    for word in re.findall(r"(?:{{.*?}}|\S)+", words):
        if len(lines[-1]) + 1 + len(word) > LONGEST:
            lines.append(indent)
        lines[-1] += word if lines[-1] == indent else f" {word}"
    return lines


def faults(path: Path) -> Iterator[str]:
    """What is wrong in this file: number of the line and the rule, in words."""
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        yield from (f"{number}: {fault}" for fault in of_line(line))


def of_line(line: str) -> Iterator[str]:
    if len(line) > LONGEST:
        yield f"{len(line)} characters; {LONGEST} at most"
    if "\t" in line:
        yield "a tab; indent by two spaces"
    for condition in CONDITION.findall(line):
        for name in compared(condition):
            yield f"{name} is compared with a word; let the model, or a dictionary beside it, say what it means"


def compared(condition: str) -> Iterator[str]:
    for left, right in COMPARED.findall(condition):
        if (left or right) not in THEIRS:
            yield left or right


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
