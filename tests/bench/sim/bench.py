#!/usr/bin/env python3
"""The explorer's search against Spin's compiled verifier: the same model, every state in full, neither reduced nor compressed.

Both run in turns on one core, so a machine that slows down slows both; what counts is the processor time of a run that is warm.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "sim"))
import spin  # noqa: E402


def explored(options, *arguments):
    said = subprocess.run([str(options.explore), "run", "reference-model", "--set", f"services={options.services}", "--set", f"connections={options.connections}",
                           "--exhaustive", "--json", *arguments], check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(said)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, help="write the figures there as well")
    parser.add_argument("--services", type=int, default=4)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=5, help="how often each searches; the median counts (default: 5)")
    parser.add_argument("--explore", metavar="FILE", type=pathlib.Path, default=ROOT / "build" / "release" / "bin" / "interlock-explore", help="the program, built with optimisation")
    options = parser.parse_args()
    if not spin.is_there():
        sys.exit("bench: spin is missing; on Debian: apt-get install spin gcc")
    if not options.explore.is_file():
        sys.exit(f"bench: there is no {options.explore}; ./dev bench sim builds it")

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        pan = spin.verifier(options.services, options.connections, pathlib.Path(folder))
        for _ in range(options.repeat):
            ours.append(explored(options, "--no-reduction"))
            theirs.append(spin.search(pan))
    reduced = explored(options)
    for run in theirs + ours:
        if (run["states"], run["transitions"]) != (ours[0]["states"], ours[0]["transitions"]):
            sys.exit(f"bench: not the same states: {run['states']}, {run['transitions']} against {ours[0]['states']}, {ours[0]['transitions']}")

    states = ours[0]["states"]
    rates = {name: states / statistics.median(run["cpu_seconds"] for run in runs) for name, runs in (("interlock-explore", ours), ("spin", theirs))}
    ratios = [their["cpu_seconds"] / our["cpu_seconds"] for our, their in zip(ours, theirs)]
    figures = {"services": options.services, "connections": options.connections, "states": states, "transitions": ours[0]["transitions"],
               "states_per_cpu_second": rates, "ratio": rates["interlock-explore"] / rates["spin"], "ratio_of_each_pair": ratios,
               "bytes_per_state": ours[0]["bytes_per_state"], "reduced_states": reduced["states"], "reduced_cpu_seconds": reduced["cpu_seconds"]}
    print(f"{states} states, {ours[0]['transitions']} transitions, found by both")
    print(f"{'':18} {'states/CPU s':>13} {'to Spin':>8} {'bytes/state':>12}")
    print(f"{'interlock-explore':18} {rates['interlock-explore']:13,.0f} {figures['ratio']:8.2f} {figures['bytes_per_state']:12.1f}")
    print(f"{'spin':18} {rates['spin']:13,.0f} {1:8.2f}")
    print(f"reduced: {reduced['states']} states in {reduced['cpu_seconds']:.4f} s")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
