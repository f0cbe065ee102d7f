"""What the documentation says is there, and what it tells to type exists."""
import re
import subprocess
import unittest

import rooms

PAGES = sorted([rooms.ROOT / "README.md", *(rooms.ROOT / "docs").glob("*.md"), *(rooms.ROOT / "docs" / "incidents").glob("*.md")])


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), flags=re.M | re.S)


def text_outside_code(page):
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(), flags=re.M | re.S)


def anchors(page):
    headings = re.findall(r"^#+ +(.*)$", page.read_text(), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class Docs(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)\s]+)\)", text_outside_code(page)):
                if re.match(r"[a-z]+:", target):
                    continue
                file, _, anchor = target.partition("#")
                linked = (page.parent / file).resolve() if file else page
                self.assertTrue(linked.exists(), f"{page.name} links to {target}")
                if anchor:
                    self.assertIn(anchor, anchors(linked), f"{page.name} links to {target}")

    def test_every_page_is_reached_from_the_index(self):
        index = (rooms.ROOT / "docs" / "index.md").read_text()
        for page in PAGES:
            if page.parent.name == "docs" and page.name != "index.md":
                self.assertIn(f"]({page.name})", index)

    def test_every_command_exists(self):
        helped = subprocess.run([rooms.ROOT / "dev", "--help"], stdout=subprocess.PIPE, check=True, text=True).stdout
        commands = set(re.findall(r"^  ([a-z]+) ", helped, flags=re.M))
        self.assertIn("run", commands)
        programs = {"interlock": {"serve", "check", "token", "diagram", "reference"}, "interlock-explore": {"list", "run", "replay", "incident", "coverage", "mutate"}}
        for page in PAGES:
            for line in (line.strip() for block in blocks(page, "sh") for line in block.splitlines()):
                if line.startswith("./dev"):
                    words = line.split()
                    if words[1:2] != ["--help"]:
                        self.assertIn(words[1] if len(words) > 1 else "", commands, f"{page.name}: {line}")
                elif line.startswith("build/"):
                    program, command = line.split()[0].split("/")[-1], line.split()[1]
                    self.assertIn(program, programs, f"{page.name}: {line}")
                    self.assertIn(command, programs[program], f"{page.name}: {line}")
                elif line.startswith("/usr/bin/python3 ") and not line.startswith("/usr/bin/python3 -m "):
                    self.assertTrue((rooms.ROOT / line.split()[1]).is_file(), f"{page.name}: {line}")

    def test_every_file_that_is_named_is_there(self):
        for page in PAGES:
            for name in re.findall(r"`((?:statemachine|runtime|sim|tests|docs|cmake)/[\w./-]+\.\w+)`", page.read_text()):
                self.assertTrue((rooms.ROOT / name).exists(), f"{page.name} names {name}")

    def test_the_code_of_the_tutorial_stands_in_its_example(self):
        folder = rooms.ROOT / "docs" / "examples" / "first_lifecycle"
        code = "".join(file.read_text() for file in sorted(folder.iterdir()))
        shown = blocks(rooms.ROOT / "docs" / "first-lifecycle.md", "cpp")
        self.assertGreater(len(shown), 5)
        for block in shown:
            self.assertIn(block, code)

    def test_every_example_of_the_notation_is_built(self):
        folder = rooms.ROOT / "docs" / "examples" / "notation"
        built = re.findall(r"\b\d\d_\w+", (folder / "CMakeLists.txt").read_text())
        self.assertEqual(built, sorted(file.stem for file in folder.glob("*.cpp")))

    def test_the_readme_shows_the_install_line_word_for_word(self):
        line = subprocess.run([rooms.ROOT / "dev", "install", "--show"], stdout=subprocess.PIPE, check=True, text=True).stdout
        self.assertIn("\n" + line, (rooms.ROOT / "README.md").read_text())

    def test_every_setting_that_is_named_is_one(self):
        table = (rooms.ROOT / "runtime" / "config" / "table.hpp").read_text()
        flags = {name.replace("_", "-") for name in re.findall(r'^  \{"(\w+)", &Settings', table, flags=re.M)}
        flags |= {"config", "data", "help", "subject", "expires-in", "thread", "all", "format", "seed", "count", "exhaustive", "planted",
                  "save", "report", "show", "every", "steps", "json", "processes", "with-sml", "preset", "no-install-recommends", "workflow", "tenant", "set", "no-reduction", "check-reduction", "hash-seed", "memory", "for", "schedule"}
        for page in PAGES:
            for flag in re.findall(r"(?<![\w-])--([a-z][a-z-]*[a-z])", page.read_text()):
                self.assertIn(flag, flags, f"{page.name} names --{flag}")


if __name__ == "__main__":
    unittest.main()
