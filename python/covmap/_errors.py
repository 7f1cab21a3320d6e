"""The one exception of the package."""

from __future__ import annotations


class CovmapError(Exception):
    """What the program refused, or what is missing to ask it.

    what       the fault, with its remedy, in the program's own words
    where      the file, line or option that it is about; "" where it is about none
    advice     what to do besides; "" where `what` says it all
    kind       of run: usage, job, input, output, check, cancelled, memory, threads, unexpected (docs/commands/run.md); of other commands
               usage or failed; of this package program (there is none, or a signal ended it), run (a folder that holds no run, or
               not what was asked of it), output (a file that save_job would not replace), packages (pandas or GeoPandas is missing)
    exit_code  of the program: 1 failed, 2 a bad command line, -N ended by signal N; None where it was not asked
    """

    def __init__(self, what: str, *, where: str = "", advice: str = "", kind: str, exit_code: int | None = None) -> None:
        super().__init__(what, where, advice, kind, exit_code)
        self.what = what
        self.where = where
        self.advice = advice
        self.kind = kind
        self.exit_code = exit_code

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f"\n{self.advice}" if self.advice else "")
