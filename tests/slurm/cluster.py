"""A Slurm of one node for a test: munge, slurmctld and slurmd from Debian's slurm-wlm, on 127.0.0.1 and free ports, with all that they
write in one folder. Each of them stays in the foreground, so that it ends with the test."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo")
SEARCHED = "/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE_S = 120.0


def missing() -> list[str]:
    return [name for name in PROGRAMS if shutil.which(name, path=SEARCHED) is None]


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def configuration(folder: Path, user: str, ports: list[int]) -> str:
    """A requeued job waits as long as credentials live; NoInAddrAny: listen at the address of the node, and nowhere else."""
    node = socket.gethostname().split(".")[0]
    return f"""ClusterName=covmap
SlurmctldHost={node}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,sched_min_interval=100000
ReturnToService=2
KillWait=2
NodeName={node} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=all Nodes={node} Default=YES MaxTime=10 State=UP
"""


class Cluster:
    def __init__(self, folder: Path):
        self.folder = folder
        self._daemons: list[subprocess.Popen] = []
        for name in ("state", "spool"):
            (folder / name).mkdir()
        key = folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        conf = folder / "slurm.conf"
        conf.write_text(configuration(folder, user, free_ports(2)), encoding="utf-8")
        self.environment = {**os.environ, "PATH": SEARCHED, "SLURM_CONF": str(conf)}

    def start(self) -> None:
        at = {name: f"{self.folder}/munge.{name}" for name in ("socket", "pid", "log", "seed", "key")}
        self._start("munged", "--foreground", "--force", f"--socket={at['socket']}", f"--key-file={at['key']}",
                    f"--pid-file={at['pid']}", f"--log-file={at['log']}", f"--seed-file={at['seed']}")
        self.wait_for("munge", Path(at["socket"]).exists)
        self._start("slurmctld", "-D", "-c")
        self._start("slurmd", "-D")
        self.wait_for("the node", lambda: "idle" in self.call("sinfo", "--noheader", "--format=%T", fails=True))

    def _start(self, *words: str) -> None:
        log = open(self.folder / f"{words[0]}.out", "wb")
        with log:
            self._daemons.append(subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def stop(self) -> None:
        """The jobs first, then what ran them."""
        if len(self._daemons) == len(("munged", "slurmctld", "slurmd")):
            self.call("scancel", "--state=RUNNING", "--state=PENDING", fails=True)
            self.wait_for("the end of all jobs", lambda: not self.call("squeue", "--noheader", fails=True))
        for daemon in reversed(self._daemons):
            daemon.terminate()
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()

    def call(self, *words, fails=False) -> str:
        done = subprocess.run([str(word) for word in words], env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0 and not fails:
            raise AssertionError(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def wait_for(self, what: str, holds) -> None:
        end = time.monotonic() + PATIENCE_S
        while not holds():
            gone = [daemon.args[0] for daemon in self._daemons if daemon.poll() is not None]
            if gone or time.monotonic() > end:
                raise AssertionError(f"waited for {what} in vain; ended: {gone}\n{self.logs()}")
            time.sleep(0.1)

    def logs(self) -> str:
        return "\n".join(f"{path.name}:\n{path.read_text(errors='replace')[-3000:]}" for path in sorted(self.folder.glob("*.out")))
