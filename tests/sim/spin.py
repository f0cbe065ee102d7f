"""Spin on tests/sim/reference_model.pml: its verifier, compiled for a size, and what that counts."""
import pathlib
import re
import resource
import shutil
import subprocess

MODEL = pathlib.Path(__file__).resolve().with_name("reference_model.pml")


def is_there():
    return shutil.which("spin") is not None and shutil.which("gcc") is not None


def verifier(services, connections, folder):
    """Every state in full: no reduction, no compression."""
    folder.mkdir(parents=True, exist_ok=True)
    run = dict(cwd=folder, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    subprocess.run(["spin", f"-DSERVICES={services}", f"-DCONNECTIONS={connections}", "-a", str(MODEL)], **run)
    subprocess.run(["gcc", "-O2", "-DNOREDUCE", "-DSAFETY", "-o", "pan", "pan.c"], **run)
    return folder / "pan"


def search(pan):
    """States, transitions and seconds of processor time. Spin counts the beginning as a transition."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run([str(pan), "-m100000", "-w22"], cwd=pan.parent, check=True, text=True, stdout=subprocess.PIPE).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if "errors: 0" not in said or "max search depth too small" in said:
        raise RuntimeError(f"Spin did not come to the end:\n{said}")
    return {"states": int(re.search(r"(\d+) states, stored", said).group(1)),
            "transitions": int(re.search(r"(\d+) transitions \(=", said).group(1)) - 1,
            "cpu_seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}
