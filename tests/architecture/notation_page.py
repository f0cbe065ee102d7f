"""docs/notation.md: the programs of docs/examples/notation one after the other, each with its comment as prose."""
import pathlib
import re

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "docs" / "examples" / "notation"

INTRODUCTION = """# The notation

Printed by `./dev docs` from the programs in `docs/examples/notation/`; each is built and run by `./dev test -R example`.

`statemachine/` is a header-only library of C++20 that uses nothing but the standard library. A table is one `constexpr` object in
the notation of boost-ext/sml, and more: the machine runs it, `check` proves things about it at compile time, printers draw it, the
interpreter runs changed copies of it. The short form of all that follows is the comment at the top of `statemachine/notation.hpp`;
how it compares with other libraries is told in [comparison.md](comparison.md).

```cpp
source + event<happened> [guard && !other_guard] / (action, other_action) = target,
```

Three rules hold everywhere:

- Whatever a table names - guards, actions, durations, groups, other tables, the table itself - is an `inline constexpr` variable at
  namespace scope.
- What the machine needs of the world is passed to each call. It owns nothing, allocates nothing, and has neither clock nor thread.
- `process` runs to completion: all that follows from an event is done when it returns.
"""


def sections():
    """(title, paragraphs, code, file name) of each program."""
    for file in sorted(EXAMPLES.glob("*.cpp")):
        lines = file.read_text().splitlines()
        comment = next(i for i, line in enumerate(lines) if not line.startswith("//"))
        prose = [line[2:].removeprefix(" ") for line in lines[1:comment]]
        yield lines[0].removeprefix("// "), "\n".join(prose).strip(), "\n".join(lines[comment:]), file.name


def anchor(title):
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def page():
    parts = list(sections())
    contents = "\n".join(f"{number}. [{title}](#{anchor(title)})" for number, (title, *_) in enumerate(parts, 1))
    return "\n".join([INTRODUCTION, contents] + [f"\n## {title}\n\n{prose}\n\n```cpp\n// docs/examples/notation/{name}\n{code}\n```"
                                                 for title, prose, code, name in parts]) + "\n"
