"""XML and JSON as trees: white space and the order of attributes and members aside, everything else as it is written."""

import json
import xml.etree.ElementTree
from pathlib import Path

SHOWN = 5  # differences of one file


class Number(str):
    """A number as the digits that stand in the file."""


def compare_json(old: Path, new: Path) -> list[str]:
    try:
        a, b = (_read_json(path) for path in (old, new))
    except json.JSONDecodeError as error:
        return [f"no JSON: {error}"]
    return _shortened(list(_json_differs("", a, b)))


def compare_xml(old: Path, new: Path) -> list[str]:
    return xml_differs(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))


def xml_differs(old: str, new: str) -> list[str]:
    try:
        a, b = (xml.etree.ElementTree.fromstring(text.encode()) for text in (old, new))
    except xml.etree.ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    return _shortened(list(_xml_differs(a.tag, a, b)))


def lists_differ(what: str, old: list[str], new: list[str]) -> list[str]:
    """Two lists of names that are not the same."""
    gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
    if not gone and not come:
        return [f"{what} in another order"]
    return [f"{what}: " + "; ".join(f"{word} {', '.join(names)}" for word, names in (("gone", gone), ("new", come)) if names)]


def _shortened(differences: list[str]) -> list[str]:
    rest = len(differences) - SHOWN
    return differences[:SHOWN] + ([f"and {rest} more"] if rest > 0 else [])


def _read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Number, parse_int=Number, parse_constant=Number)


def _json_differs(at: str, a, b):
    if type(a) is not type(b) or (not isinstance(a, (dict, list)) and a != b):
        yield f"{at or '/'}: {_short(a)}, now {_short(b)}"
    elif isinstance(a, dict):
        for key in [*a, *(key for key in b if key not in a)]:
            if key not in a or key not in b:
                yield f"{at}/{key}: only the {'new' if key in b else 'old'} one has it"
            else:
                yield from _json_differs(f"{at}/{key}", a[key], b[key])
    elif isinstance(a, list):
        if len(a) != len(b):
            yield f"{at or '/'}: {len(a)} entries, now {len(b)}"
        for number, (x, y) in enumerate(zip(a, b)):
            yield from _json_differs(f"{at}/{number}", x, y)


def _short(value) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


def _xml_differs(at: str, a, b):
    if a.tag != b.tag:
        yield f"{at}: <{a.tag}>, now <{b.tag}>"
        return
    for name in sorted(a.attrib.keys() | b.attrib.keys()):
        if a.get(name) != b.get(name):
            yield f"{at}@{name}: {a.get(name)!r}, now {b.get(name)!r}"
    for what in ("text", "tail"):
        x, y = ((getattr(node, what) or "").strip() for node in (a, b))
        if x != y:
            yield f"{at} {what}: {_short(x)}, now {_short(y)}"
    if len(a) != len(b):
        yield f"{at}: {len(a)} children, now {len(b)}"
    for number, (x, y) in enumerate(zip(a, b)):
        yield from _xml_differs(f"{at}/{number}:{x.tag}", x, y)
