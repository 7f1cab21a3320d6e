"""What a page of the docs tells its reader to type, and what it says of each command: its exit code, what it prints."""

import re
from dataclasses import dataclass, field

LEFT_OUT = "…"
_STEP = re.compile(r"\*\*(\d+)\. ")
_EXIT_CODE = re.compile(r"(?:exit code|code de sortie)\s+(\d)")


@dataclass
class Command:
    line: str
    exit_code: int = 0
    printed: list[str] = field(default_factory=list)  # blocks


@dataclass
class Step:
    number: int
    commands: list[Command] = field(default_factory=list)


def section(page: str, heading: str) -> str:
    """The text below the heading that begins so, up to the next of its rank."""
    found = re.search(rf"^## {re.escape(heading)}.*?\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if found is None:
        raise AssertionError(f"no heading «{heading}»")
    return found[1]


def numbered(text: str) -> list[Step]:
    """The steps «**1. …» of a section. Blocks of ```sh are commands, a line each; the text before one says the exit code of its last;
    other blocks are what the command before them prints."""
    steps: list[Step] = []
    for part in re.split(r"(?=^\*\*\d+\. )", text, flags=re.MULTILINE):
        start = _STEP.match(part)
        if start is None:
            if "```" in part:
                raise AssertionError("a block before the first step")
            continue
        step = Step(int(start[1]))
        words = ""
        # Text, the word behind the fence, the block, text …
        pieces = re.split(r"^```(\w*)\n(.*?)^```\n", part, flags=re.MULTILINE | re.DOTALL)
        for words, kind, block in zip(pieces[0::3], pieces[1::3], pieces[2::3]):
            if kind == "sh":
                step.commands += [Command(line) for line in block.splitlines()]
                if code := _EXIT_CODE.search(words):
                    step.commands[-1].exit_code = int(code[1])
            elif step.commands:
                step.commands[-1].printed.append(block)
            else:
                raise AssertionError(f"step {step.number} prints before its first command")
        steps.append(step)
    return steps


def indented(page: str) -> list[str]:
    """The lines of blocks that are set in by four spaces."""
    return [line[4:] for line in page.splitlines() if line.startswith("    ")]


def is_printed(block: str, output: str) -> bool:
    """Whether the output is the block, where «…» stands for any lines, or at a line's end for the rest of it."""
    pattern = ""
    for line in block.splitlines():
        if line == LEFT_OUT:
            pattern += r"(?:.*\n)*?"
        elif line.endswith(LEFT_OUT):
            pattern += re.escape(line.removesuffix(LEFT_OUT)) + ".*\n"
        else:
            pattern += re.escape(line) + "\n"
    return re.fullmatch(pattern, output) is not None
