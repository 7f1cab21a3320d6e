"""Installs the package covmap into an environment of Debian's Python, without a network, and runs scripts by it.

    run.py FOLDER COVMAP SOURCE_FOLDER SCRIPT…
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER, COVMAP, SOURCE, *SCRIPTS = (Path(word).absolute() for word in sys.argv[1:])


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv = FOLDER / "venv"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "LC_")) and name != "LANGUAGE"}
    environment |= {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", venv], env=environment, check=True)
    # A copy, for setuptools leaves its own folders beside what it builds.
    shutil.copytree(SOURCE / "python", FOLDER / "package", ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    python = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, FOLDER / "package"], env=environment, check=True)
    tools = FOLDER / "tools"
    tools.mkdir()
    (tools / "covmap").symlink_to(COVMAP)
    environment["PATH"] = f"{tools}:{environment['PATH']}"
    environment.pop("COVMAP_PROGRAM", None)
    for script in SCRIPTS:
        work = FOLDER / script.stem
        shutil.copytree(SOURCE / "data" / "sample", work / "data" / "sample")
        done = subprocess.run([python, "-W", "error", script, SOURCE], cwd=work, env=environment, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
