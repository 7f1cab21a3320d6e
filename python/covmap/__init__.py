"""Coverage maps that can be checked: who is covered, by whom, how well, and who is left aside.

    run(job)      answers a job, a file or a dictionary, by the program covmap
    check(job)    all that can be found wrong with it
    open(folder)  a finished run: its tables as pandas, its polygons as GeoPandas has them, what is at a place

The program is the one that the environment variable COVMAP_PROGRAM names, else `covmap` of the PATH. Reading tables needs pandas,
reading polygons GeoPandas; nothing else is needed. All failures of the program are CovmapError, with its own words and exit code.
"""

from ._errors import CovmapError
from ._job import Job, save_job
from ._program import Finding, Progress, check, run
from ._run import Run, open_run as open

__all__ = ["CovmapError", "Finding", "Job", "Progress", "Run", "check", "open", "run", "save_job"]
