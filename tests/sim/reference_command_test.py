"""`interlock-explore run reference-model` as a user calls it: INTERLOCK_EXPLORE is the program."""
import json
import os
import subprocess
import unittest


def called(*arguments):
    return subprocess.run([os.environ["INTERLOCK_EXPLORE"], "run", "reference-model", *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


class ReferenceCommand(unittest.TestCase):
    def test_a_full_search_says_all_that_it_counted(self):
        done = called("--set", "services=2", "--set", "connections=1", "--exhaustive", "--no-reduction", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual((said["states"], said["transitions"], said["depth"], said["complete"]), (25326, 113149, 20, True))
        self.assertLessEqual(said["bytes"], 24 * said["states"])
        self.assertGreater(said["seconds"], 0)

    def test_another_hash_seed_changes_nothing_that_is_counted(self):
        counts = [[json.loads(called("--exhaustive", "--no-reduction", "--json", "--hash-seed", seed).stdout)[key] for key in ("states", "transitions", "ends")] for seed in "012"]
        self.assertEqual(counts, [counts[0]] * 3)

    def test_a_reduced_search_is_checked_against_the_full_one(self):
        done = called("--set", "services=2", "--check-reduction", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        self.assertTrue(said["reduction_agrees"])
        self.assertLess(said["states"], said["full"]["states"])
        self.assertEqual(said["ends"], said["full"]["ends"])

    def test_a_search_that_fills_its_memory_says_in_one_line_what_to_do(self):
        done = called("--set", "services=4", "--no-reduction", "--memory", "1MiB", "--json")
        self.assertEqual(done.returncode, 2)
        self.assertFalse(json.loads(done.stdout)["complete"])
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("allow more with --memory", done.stderr)

    def test_what_is_not_understood_is_refused_in_one_line(self):
        for arguments in (("--set", "services=9"), ("--set", "services"), ("--set", "clients=1"), ("--planted",), ("--no-reduction", "--check-reduction")):
            done = called(*arguments)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), arguments)


if __name__ == "__main__":
    unittest.main()
