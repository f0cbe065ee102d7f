"""The commands beside `serve`, and what `serve` refuses before it begins."""
import json
import pathlib
import subprocess
import tempfile
import unittest

from gateway_under_test import INTERLOCK, PATIENCE, SECRET


def interlock(*arguments):
    return subprocess.run([INTERLOCK, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=PATIENCE)


class CommandLine(unittest.TestCase):
    def test_check_says_what_is_in_force_and_where_it_came_from(self):
        checked = interlock("check", "--drain-grace", "3s")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        lines = {line.split()[0]: line for line in checked.stdout.splitlines() if line.split()}
        self.assertIn("3s", lines["drain_grace"])
        self.assertIn("flag --drain-grace", lines["drain_grace"])
        self.assertIn("default (development)", lines["readiness_timeout"])

    def test_a_wrong_key_is_an_error_that_names_the_line(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "interlock.toml"
            file.write_text('listen = "127.0.0.1:0"\ndrain_grase = "3s"\n')
            for command in ("check", "serve"):
                refused = interlock(command, "--config", str(file))
                self.assertNotEqual(refused.returncode, 0)
                self.assertIn("interlock.toml:2", refused.stderr)
                self.assertIn("drain_grace", refused.stderr)

    def test_production_refuses_the_development_secret_and_echo(self):
        refused = interlock("serve", "--profile", "production", "--listen", "127.0.0.1:0")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("auth_secret", refused.stderr)
        refused = interlock("serve", "--profile", "production", "--listen", "127.0.0.1:0", "--auth-secret", SECRET, "--echo")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("echo", refused.stderr)

    def test_a_port_that_is_taken_ends_serve_with_one_clear_line(self):
        import socket
        with socket.create_server(("127.0.0.1", 0)) as taken, tempfile.TemporaryDirectory() as folder:
            port = taken.getsockname()[1]
            refused = interlock("serve", "--listen", f"127.0.0.1:{port}", "--data", folder, "--auth-secret", SECRET)
            self.assertGreater(refused.returncode, 0)
            self.assertIn(str(port), refused.stderr)

    def test_check_refuses_what_serve_could_not_use_and_names_the_line(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "interlock.toml"
            file.write_text('[agents.far]\nurl = "ftp://agent.example/run"\n')
            refused = interlock("check", "--config", str(file))
            self.assertEqual(refused.returncode, 2)
            self.assertIn(f"{file}:2", refused.stderr + refused.stdout)
            self.assertIn("ftp:", refused.stderr + refused.stdout)

    def test_what_is_no_command_and_no_lifetime_is_named(self):
        refused = interlock("bogus")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("bogus", refused.stderr)
        self.assertIn("--help", refused.stderr)
        for lifetime in ("-5s", "0", "400000d", "soon"):
            refused = interlock("token", "--auth-secret", SECRET, "--expires-in", lifetime)
            self.assertEqual(refused.returncode, 2, lifetime)
            self.assertIn("--expires-in", refused.stderr)

    def test_help_lists_the_commands(self):
        helped = interlock("--help")
        self.assertEqual(helped.returncode, 0)
        for command in ("serve", "check", "token", "diagram"):
            self.assertIn(command, helped.stdout)

    def test_each_lifecycle_has_a_diagram(self):
        for name in ("startup", "service", "task", "supervisor", "connection", "session", "thread", "attachment", "run"):
            drawn = interlock("diagram", name)
            self.assertEqual(drawn.returncode, 0, drawn.stderr)
            self.assertIn("stateDiagram-v2", drawn.stdout)
        self.assertNotEqual(interlock("diagram", "nothing").returncode, 0)

    def test_a_lifecycle_is_printed_in_each_format(self):
        import xml.etree.ElementTree
        for name in ("startup", "connection", "run"):
            formats = {each: interlock("diagram", name, "--format", each) for each in ("mermaid", "plantuml", "dot", "scxml", "json", "matrix")}
            for each, printed in formats.items():
                self.assertEqual(printed.returncode, 0, (each, printed.stderr))
            states = json.loads(formats["json"].stdout)["states"]
            document = xml.etree.ElementTree.fromstring(formats["scxml"].stdout)
            ids = [element.get("id") for element in document]
            self.assertEqual(ids, ["__start", *states])
            for element in document.iter("{http://www.w3.org/2005/07/scxml}transition"):
                self.assertIn(element.get("target"), [None, *states])
            for state in states:
                self.assertIn(state, formats["dot"].stdout)
                self.assertIn(state, formats["plantuml"].stdout)
        refused = interlock("diagram", "run", "--format", "crayon")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("mermaid, plantuml, dot, scxml, json, matrix", refused.stderr)


if __name__ == "__main__":
    unittest.main()
