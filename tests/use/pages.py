"""A page of docs/use, run: its examples in one language, and what each is said to print."""

import contextlib
import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "docs"))

from steps import is_printed  # noqa: E402
from workbench import Workbench  # noqa: E402


@dataclass
class Example:
    code: str
    printed: str | None = None  # the block after it


def examples(page: Path, language: str) -> list[Example]:
    """The blocks of that language, each with the unnamed block that follows it."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```\n", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = []
    for i, (kind, text) in enumerate(blocks):
        if kind == language:
            follows = blocks[i + 1] if i + 1 < len(blocks) else ("none", "")
            found.append(Example(text, follows[1] if follows[0] == "" else None))
    if not found:
        raise AssertionError(f"{page.name} has no example in {language}")
    return found


def hold(page: Path, example: Example, output: str) -> None:
    """That it prints what the page shows; «…» stands for what is left out."""
    if example.printed is not None and not is_printed(example.printed, output):
        raise AssertionError(f"{page.name} shows\n{example.printed}\nbut\n{example.code}\nprints\n{output}")


def run_python(page: Path) -> dict:
    """Its names, once all of its examples have run in the working folder."""
    names: dict = {"__name__": "page"}
    for example in examples(page, "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.code, page.name, "exec"), names)
        hold(page, example, printed.getvalue())
    return names


def type_commands(page: Path, bench: Workbench) -> None:
    """Its blocks of commands, a line each, in their order."""
    for example in examples(page, "sh"):
        for line in example.code.splitlines():
            code, _, errors = bench.type(line)
            if code != 0:
                raise AssertionError(f"{page.name}: {line}\n{errors}")


def result_table(page: Path, example: Example) -> list[list[str]]:
    """The rows of the table that follows an example, its head first."""
    text = page.read_text(encoding="utf-8")
    after = text[text.index(example.code) + len(example.code) :]
    found = re.match(r"```\n\n(\|.*\n)\|-.*\n((?:\|.*\n)+)", after)
    if found is None:
        raise AssertionError(f"{page.name} shows no table after\n{example.code}")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (found[1] + found[2]).splitlines()]
