#!/usr/bin/env python3
"""Man pages from docs/commands: covmap-<command>.1.gz of each page, and covmap.1.gz of all.

    man_pages.py VERSION OUT_FOLDER PAGE.md...

Knows the Markdown that these pages are written in: headings, paragraphs, lists, tables, indented and fenced code, `code`, **bold**, links.
"""

import gzip
import re
import sys
from pathlib import Path

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def escaped(text: str) -> str:
    """As groff takes it: a leading dot or quote is no request, a hyphen can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def inline(text: str) -> str:
    """One paragraph of Markdown. Addresses elsewhere are kept; a link into the pages is its words."""
    text = LINK.sub(lambda link: f"{link[1]} ({link[2]})" if link[2].startswith("http") else link[1], text)
    parts = []
    for part in re.split(r"(`[^`]+`|\*\*.+?\*\*)", text):
        if part.startswith("`"):
            parts.append("\\fB" + escaped(part[1:-1]).removeprefix("\\&") + "\\fR")
        elif part.startswith("**"):
            parts.append("\\fI" + inline(part[2:-2]) + "\\fR")
        else:
            parts.append(escaped(part).removeprefix("\\&") if parts else escaped(part))
    return "".join(parts)


def cells_of(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def table(lines: list[str]) -> list[str]:
    """A term for each row: its first cell, then the others, with their headings where there are several."""
    heading, rows = cells_of(lines[0]), [cells_of(line) for line in lines[2:]]
    out = []
    for first, *others in rows:
        named = [f"{name}: {cell}" if len(others) > 1 and name else cell for name, cell in zip(heading[1:], others) if cell]
        out += [".TP", inline(first) or "\\&", inline("; ".join(named)) or "\\&"]
    return [*out, ".PP"]


def code(lines: list[str]) -> list[str]:
    return [".PP", ".nf", ".RS 4", *(escaped(line) for line in lines), ".RE", ".fi", ".PP"]


def blocks(text: str) -> list[list[str]]:
    """Runs of lines of one kind; a fenced block is one run, its fences included."""
    found: list[list[str]] = [[]]
    fenced = False
    for line in text.splitlines():
        fence = line.startswith("```")
        if fence and not fenced:
            found.append([])
        if fenced or fence or (line.strip() and (not found[-1] or kind(found[-1][0]) == kind(line) or kind(line) == "more")):
            found[-1].append(line)
        elif line.strip():
            found.append([line])
        else:
            found.append([])
        if fence and fenced:
            found.append([])
        fenced = fenced != fence
    return [block for block in found if block]


def kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith("    "):
        return "code"
    if re.match(r"(-|\d+\.) ", line):
        return "list"
    return "more" if line.startswith("  ") else "text"


def body(text: str) -> list[str]:
    out = []
    for block in blocks(text):
        what = kind(block[0])
        if block[0].startswith("```"):
            out += code(block[1:-1])
        elif what == "heading":
            out += [f".SH {escaped(block[0].lstrip('# ').upper())}"]
        elif what == "table":
            out += table(block)
        elif what == "code":
            out += code([line[4:] for line in block])
        elif what == "list":
            for item in re.split(r"\n(?=(?:-|\d+\.) )", "\n".join(block)):
                mark, words = item.split(" ", 1)
                sign = "\\(bu" if mark == "-" else mark
                out += [f".IP {sign} 3", inline(" ".join(words.split()))]
            out.append(".PP")
        else:
            out += [".PP", inline(" ".join(" ".join(block).split()))]
    return out


def first_sentence(text: str) -> str:
    paragraph = text.strip().split("\n\n", 1)[0]
    sentence = re.split(r"(?<=[.;:]) ", " ".join(paragraph.split()), maxsplit=1)[0].rstrip(".;:")
    return LINK.sub(r"\1", sentence).replace("`", "").replace("**", "")


def write_page(folder: Path, name: str, what: str, version: str, rest: list[str]) -> None:
    head = [f'.TH {escaped(name.upper())} 1 "" "covmap {version}" "covmap"', ".SH NAME", f"{escaped(name)} \\- {escaped(what)}"]
    text = "\n".join([*head, *rest, ""])
    (folder / f"{name}.1.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main(version: str, folder: Path, pages: list[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    commands = []
    for path in sorted(pages):
        title, text = path.read_text(encoding="utf-8").split("\n", 1)
        what = first_sentence(text)
        what = what[0].lower() + what[1:]
        name = title.removeprefix("# ").strip().replace(" ", "-")
        commands.append((name, what))
        write_page(folder, name, what, version, [".SH DESCRIPTION", *body(text)])
    listed = [".SH SYNOPSIS", "\\fBcovmap\\fR \\fICOMMAND\\fR [options]", ".SH COMMANDS"]
    for name, what in commands:
        listed += [".TP", f"\\fB{escaped(name)}\\fR(1)", escaped(what)]
    listed += [".SH EXIT CODES", "0 done; 1 failed; 2 a bad command line. \\fBcovmap\\-diff\\fR(1) and \\fBcovmap\\-reconcile\\fR(1) have more."]
    write_page(folder, "covmap", "coverage maps that can be checked", version, listed)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
