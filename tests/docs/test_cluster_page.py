"""docs/cluster.md and its examples: the scripts as bash and shellcheck read them, the Job by what Kubernetes asks for, the Snakefile's
Python (Snakemake itself runs it in the test slurm_snakefile), the table as it is computed.

    test_cluster_page.py COVMAP SOURCE_FOLDER
"""

import ast
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import yaml

SOURCE = Path(sys.argv[2]).resolve()
EXAMPLES = SOURCE / "docs/examples/cluster"


def help_of(command: str) -> str:
    return subprocess.run([sys.argv[1], command, "--help"], capture_output=True, text=True, check=True).stdout


class ClusterPageTest(unittest.TestCase):
    def options_are_known(self, words: list[str], commands: set[str]) -> None:
        """Of each «covmap COMMAND …»: the command and its options are there."""
        found = set()
        for at, word in enumerate(words):
            if word != "covmap":
                continue
            command = words[at + 1]
            found.add(command)
            options = []
            for later in words[at + 2 :]:
                if later in ("covmap", "\n"):
                    break
                options += re.findall(r"^--[a-z]+", later)
            for option in options:
                self.assertIn(option, help_of(command))
        self.assertEqual(found, commands)

    def test_slurm_sh_is_bash_without_a_fault(self):
        script = EXAMPLES / "slurm.sh"
        checks = [["bash", "-n"]] + ([["shellcheck"]] if shutil.which("shellcheck") else [])
        for check in checks:
            done = subprocess.run([*check, script], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        text = script.read_text(encoding="utf-8")
        for line in re.findall(r"^#SBATCH (.*)$", text, re.MULTILINE):
            self.assertRegex(line, r"^--[a-z-]+(=[\w:,-]+)?$")
        self.options_are_known(re.sub(r"[\"')]", " ", text).replace("\n", " \n ").split(" "), {"plan", "run", "merge"})

    def test_the_job_of_kubernetes_has_what_an_indexed_job_needs(self):
        job = yaml.safe_load((EXAMPLES / "job.yaml").read_text(encoding="utf-8"))
        self.assertEqual((job["apiVersion"], job["kind"]), ("batch/v1", "Job"))
        spec, pod = job["spec"], job["spec"]["template"]["spec"]
        self.assertEqual(spec["completionMode"], "Indexed")
        self.assertLessEqual(spec["parallelism"], spec["completions"])
        self.assertEqual(pod["restartPolicy"], "Never")  # what podFailurePolicy asks for
        (container,) = pod["containers"]
        arguments = container["args"]
        self.assertTrue(all(isinstance(word, str) for word in arguments), arguments)
        self.assertEqual(arguments[arguments.index("--parts") + 1], str(spec["completions"]))
        self.options_are_known(["covmap", *arguments], {"run"})
        for rule in spec["podFailurePolicy"]["rules"]:
            self.assertEqual(("onExitCodes" in rule) + ("onPodConditions" in rule), 1)
            self.assertEqual(rule.get("onExitCodes", {}).get("containerName", container["name"]), container["name"])
        codes = {code: rule["action"] for rule in spec["podFailurePolicy"]["rules"] for code in rule.get("onExitCodes", {}).get("values", [])}
        self.assertEqual(codes, {75: "Count", 1: "FailJob", 2: "FailJob"})
        self.assertEqual([mount["name"] for mount in container["volumeMounts"]], [volume["name"] for volume in pod["volumes"]])

    def test_what_is_python_in_the_snakefile_is_python(self):
        text = (EXAMPLES / "Snakefile").read_text(encoding="utf-8")
        rules = dict(re.findall(r"^rule (\w+):\n((?:    .*\n)+)", text, re.MULTILINE))
        self.assertEqual(list(rules), ["run", "plan", "part", "merge"])
        ast.parse(re.sub(r"^rule \w+:\n(?:    .*\n)+", "", text, flags=re.MULTILINE))
        shells = []
        for body in rules.values():
            for line in body.splitlines():
                if line.lstrip().startswith("#"):
                    continue
                word, value = re.fullmatch(r"    (input|output|params|threads|retries|shell): (.+)", line).groups()
                call = ast.parse(f"{word}({value})", mode="eval").body  # as Snakemake takes it
                shells += [argument.value for argument in call.args if word == "shell"]
        self.assertEqual(len(shells), 3)
        self.options_are_known(" \n ".join(shells).split(" "), {"plan", "run", "merge"})

    def test_the_table_on_paper_is_the_computed_one(self):
        table = subprocess.run([sys.executable, SOURCE / "benchmarks/on_paper.py"], capture_output=True, text=True, check=True).stdout
        self.assertIn(table, (SOURCE / "docs/cluster.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
