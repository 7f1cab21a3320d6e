"""A job as a dictionary, and as the file that the program reads."""

from __future__ import annotations

import datetime
import json
import numbers
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union

from ._errors import CovmapError

Job = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""The path of a job file, or what one holds: its keys (docs/job.md) as dictionaries and lists."""

_HEAD = "# Written from a dictionary by covmap for Python, which replaces this file when the job is run again."
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def save_job(job: Mapping[str, Any], path: str | os.PathLike[str]) -> Path:
    """Writes a job as a file (TOML, UTF-8): a table or list of tables under its own header, all below them in one line a key.

    Paths and dates become texts. A file of this name is replaced if save_job wrote it.

    Errors: CovmapError (kind "output") where the file was not written by save_job, or cannot be written. ValueError names
    the place of a value that no job can hold (None: leave the key out).
    """
    target = Path(path)
    text = _HEAD + "\n" + _document(job)
    if target.exists() and not target.read_text(encoding="utf-8", errors="replace").startswith(_HEAD):
        raise CovmapError("was not written from a dictionary and is not replaced; give the job another name, or save it elsewhere by save_job",
                          where=str(target), kind="output")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        advice = "a job that is a dictionary is saved beside its data; save it elsewhere by save_job, with absolute paths, and run the file"
        raise CovmapError(f"cannot be written: {error.strerror}", where=str(target), advice=advice, kind="output") from error
    return target


def job_file(job: Job, folder: str | os.PathLike[str] | None) -> Path:
    """The file of a job: itself; a dictionary is saved in `folder` (else where one is) under its name."""
    if not isinstance(job, Mapping):
        if folder is not None:
            raise ValueError("folder is for jobs that are dictionaries; the paths of a file are relative to the file")
        return Path(job)
    name = _NOT_IN_NAMES.sub("-", str(job.get("name", "job"))).strip("-.") or "job"
    return save_job(job, Path(folder or ".") / f"{name}.toml")


def output_folder(path: Path, job: Job) -> Path:
    """Where the program writes the run of this job unless told otherwise: `output.folder`, beside the job file.

    What is no job has its faults told by the program.
    """
    content: Any = job
    if not isinstance(job, Mapping):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            content = {}
    output = content.get("output", {})
    named = output.get("folder", "out") if isinstance(output, Mapping) else "out"
    return path.parent / str(named)


def toml_value(value: Any, place: str) -> str:
    """A value in one line. `place` is told where it is none of TOML's."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):  # NumPy's too
        return str(int(value))
    if isinstance(value, numbers.Real):
        return repr(float(value))
    if isinstance(value, (str, os.PathLike)):
        return _text(os.fspath(value))
    if isinstance(value, (datetime.date, datetime.datetime)):
        return _text(value.isoformat())
    if isinstance(value, Mapping):
        pairs = [f"{_key(name)} = {toml_value(item, f'{place}.{name}')}" for name, item in value.items()]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item, f"{place}[{i}]") for i, item in enumerate(value)) + "]"
    remedy = "; leave the key out" if value is None else ""
    raise ValueError(f"{place}: {value!r} is nothing that a job can hold{remedy}")


def _document(job: Mapping[str, Any]) -> str:
    values, tables = [], []
    for name, value in job.items():
        if isinstance(value, Mapping):
            tables.append(_table(f"[{_key(name)}]", value, str(name)))
        elif isinstance(value, (list, tuple)) and value and all(isinstance(item, Mapping) for item in value):
            tables += [_table(f"[[{_key(name)}]]", item, f"{name}[{i}]") for i, item in enumerate(value)]
        else:
            values.append(f"{_key(name)} = {toml_value(value, str(name))}\n")
    return "".join(values + tables)


def _table(head: str, table: Mapping[str, Any], place: str) -> str:
    return f"\n{head}\n" + "".join(f"{_key(name)} = {toml_value(value, f'{place}.{name}')}\n" for name, value in table.items())


def _key(name: Any) -> str:
    text = str(name)
    return text if _BARE_KEY.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    # The escapes of JSON are those of TOML, which also wants one for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
