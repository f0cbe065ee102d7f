#!/usr/bin/env python3
"""Spin and interlock-explore count the same states and transitions of the reference model, also of a size that no table lists.

Usage: spin_test.py INTERLOCK_EXPLORE. Exit 77 where there is no Spin."""
import json
import pathlib
import subprocess
import sys
import tempfile

import spin


def explored(program, services, connections, *options):
    said = subprocess.run([program, "run", "reference-model", "--set", f"services={services}", "--set", f"connections={connections}", "--exhaustive", "--json", *options],
                          check=True, text=True, stdout=subprocess.PIPE).stdout
    return json.loads(said)


def main(program):
    if not spin.is_there():
        print("skipped: there is no spin, or no gcc to compile its verifier; on Debian: apt-get install spin gcc")
        return 77
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for services, connections in ((1, 1), (2, 1), (3, 1)):
            theirs = spin.search(spin.verifier(services, connections, pathlib.Path(folder) / f"{services}-{connections}"))
            ours = explored(program, services, connections, "--no-reduction")
            same = ours["complete"] and all(ours[count] == theirs[count] for count in ("states", "transitions"))
            print(f"services={services} connections={connections}: Spin {theirs['states']} states, {theirs['transitions']} transitions; "
                  f"interlock-explore {ours['states']} and {ours['transitions']}: {'the same' if same else 'NOT THE SAME'}")
            failed = failed or not same
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
