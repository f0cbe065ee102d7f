"""The pages of docs/ that are printed: by the program, and from the examples of the notation.

    docs_from_programs.py --write INTERLOCK EXPLORE    writes them
    docs_from_programs.py --check INTERLOCK EXPLORE    fails where one is stale
"""
import pathlib
import subprocess
import sys

import notation_page

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
PAGES = {
    "lifecycles.md": (None, ["diagram", "--all"]),
    "errors.md": ("# Error codes\n\nPrinted by `./dev docs` from `runtime/protocol/error_codes.hpp`.\n\n", ["reference", "errors"]),
    "configuration.md": ("# Configuration\n\nPrinted by `./dev docs` from `runtime/config/table.hpp`. How the sources of a value rank is told in\n"
                         "[operating.md](operating.md#configuration).\n\n", ["reference", "settings"]),
}


INCIDENTS = ["cancelled-monitor", "early-connection", "half-built-manager", "missing-dependency", "unattached-run"]


def pages(interlock, explore):
    for page, (heading, arguments) in PAGES.items():
        printed = subprocess.run([interlock, *arguments], stdout=subprocess.PIPE, check=True, text=True).stdout
        yield page, printed if heading is None or printed.startswith("# ") else heading + printed.lstrip("\n")
    yield "notation.md", notation_page.page()
    for incident in INCIDENTS:
        yield f"incidents/{incident}.md", subprocess.run([explore, "incident", incident], stdout=subprocess.PIPE, check=True, text=True).stdout


def main():
    mode, interlock, explore = sys.argv[1:]
    stale = []
    for page, text in pages(interlock, explore):
        file = DOCS / page
        if file.exists() and file.read_text() == text:
            continue
        stale.append(page)
        if mode == "--write":
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
            print(f"wrote docs/{page}")
    if mode == "--check" and stale:
        sys.exit(f"stale: {', '.join('docs/' + page for page in stale)}; `./dev docs` prints them anew")


main()
