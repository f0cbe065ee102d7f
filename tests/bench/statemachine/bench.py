#!/usr/bin/env python3
"""Compares a table with a hand-written switch, and with boost-ext/sml where its source is given: the same machine, written each way.

Instructions are counted by callgrind, so they repeat on any machine; the machine and its context are made visible to the compiler
as memory that anybody may look at after each event, so nothing can be folded away; and every variant must come to the same sum.
"""
import argparse
import json
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORD = re.compile(r"Collected : (\d+)")


class Shape:
    """`rows`: (source, event, guard or None, action or None, target), in the order in which they are tried. `driver`: C++ that feeds
    the machine through `f(event)`, once for each round."""

    def __init__(self, name, states, events, rows, driver, events_a_round, order=None):
        self.name, self.events, self.driver, self.events_a_round = name, events, driver, events_a_round
        # States are numbered as they are first mentioned, in each variant alike: where a state's code lies changes what it costs.
        order = order or list(dict.fromkeys([0] + [state for row in rows for state in (row[0], row[4])]))
        number = {state: place for place, state in enumerate(order)}
        self.states = [states[state] for state in order]
        self.rows = [(number[row[0]], *row[1:4], number[row[4]]) for row in rows]
        self.actions = sorted({row[3] for row in rows if row[3] is not None})
        self.guards = sorted({row[2] for row in rows if row[2] is not None})


def simple():
    empty, opened, stopped, playing, paused = range(5)
    drawer, disc, play, pause, resume, stop = range(6)
    rows = [(stopped, play, playing), (paused, resume, playing), (opened, drawer, empty), (empty, drawer, opened), (paused, drawer, opened),
            (stopped, drawer, opened), (playing, drawer, opened), (playing, pause, paused), (playing, stop, stopped), (paused, stop, stopped),
            (empty, disc, stopped), (stopped, stop, stopped)]
    cycle = [drawer, drawer, disc, play, pause, resume, pause, stop, stop, drawer, drawer]
    return Shape("simple", ["empty", "opened", "stopped", "playing", "paused"], 6, [(s, e, None, i, t) for i, (s, e, t) in enumerate(rows)],
                 "\n".join(f"    f(e{event}{{}});" for event in cycle), len(cycle))


class Composite(Shape):
    """5 states, of which `playing` is a composite of 3; flat for the switch, nested for the others. `nested`: (inner rows, outer rows), with
    states by their names."""

    def __init__(self):
        drawer, disc, play, pause, resume, stop, faster, slower = range(8)
        outer = [("empty", drawer, "opened"), ("opened", drawer, "empty"), ("empty", disc, "stopped"), ("stopped", play, "playing"),
                 ("stopped", drawer, "opened"), ("stopped", stop, "stopped"), ("paused", resume, "playing"), ("paused", stop, "stopped"),
                 ("paused", drawer, "opened"), ("playing", pause, "paused"), ("playing", stop, "stopped"), ("playing", drawer, "opened")]
        inner = [("normal", faster, "fast"), ("fast", slower, "normal"), ("normal", slower, "slow"), ("slow", faster, "normal")]
        numbered = [(source, event, None, i, target) for i, (source, event, target) in enumerate(outer + inner)]
        self.nested = (numbered[len(outer):], numbered[:len(outer)])
        states = ["empty", "opened", "stopped", "paused", "normal", "fast", "slow"]  # A composite's states come after those around it.
        flat = []
        for source, event, _, action, target in numbered:
            for leaf in ("normal", "fast", "slow") if source == "playing" else (source,):
                flat.append((states.index(leaf), event, None, action, states.index("normal" if target == "playing" else target)))
        cycle = [drawer, drawer, disc, play, faster, slower, slower, faster, pause, resume, faster, stop, play, drawer, drawer]
        super().__init__("composite", states, 8, flat, "\n".join(f"    f(e{event}{{}});" for event in cycle), len(cycle), range(len(states)))


def ring(size=50):
    rows = [(i, i, None, i, (i + 1) % size) for i in range(size)]
    return Shape("complex" if size == 50 else f"ring{size}", [f"s{i}" for i in range(size)], size, rows, "\n".join(f"    f(e{i}{{}});" for i in range(size)), size)


def grid(events):
    """50 states that all know each event: for the time that it takes to compile."""
    rows = [(state, event, None, (state * events + event) % 64, (state + event + 1) % 50) for state in range(50) for event in range(events)]
    return Shape(f"grid{50 * events}", [f"s{i}" for i in range(50)], events, rows, "\n".join(f"    f(e{event}{{}});" for event in range(events)), events)


def dense():
    rows = []
    draw = 12345
    for state in range(16):
        for event in range(8):
            def target():
                nonlocal draw
                draw = (draw * 1103515245 + 12345) % 2**31
                return draw // 65536 % 16
            cell = state * 8 + event
            if cell % 2 == 0:
                rows.append((state, event, cell // 2 % 16, len(rows) % 32, target()))
            rows.append((state, event, None, len(rows) % 32, target()))
    driver = """    x ^= x << 13; x ^= x >> 17; x ^= x << 5;
    switch (x >> 29) {
""" + "\n".join(f"      case {event}: f(e{event}{{}}); break;" for event in range(8)) + "\n    }"
    return Shape("dense", [f"s{i}" for i in range(16)], 8, rows, driver, 1)


# ---- the variants: each a `struct subject` with `process(event, context)` ---------------------------------------------------------


def by_switch(shape):
    text = f"enum class state : unsigned char {{ {', '.join(shape.states)} }};\nstruct subject {{\n  state at = state::{shape.states[0]};\n"
    for event in range(shape.events):
        text += f"  void process(e{event}, context& c) {{\n    switch (at) {{\n"
        for source in range(len(shape.states)):
            cell = [row for row in shape.rows if row[0] == source and row[1] == event]
            if not cell:
                continue
            text += f"      case state::{shape.states[source]}:\n"
            for _, _, guard, action, target in cell:
                done = f"action{action}(c); at = state::{shape.states[target]}; return;"
                text += f"        if (guard{guard}(c)) {{ {done} }}\n" if guard is not None else f"        {done}\n"
        text += "      default: return;\n    }\n  }\n"
    return text + "};\n"


def rows_in_sml_notation(rows, written):
    """`written(state)`: how a state is written. The first row bears the star."""
    lines = []
    for place, (source, event, guard, action, target) in enumerate(rows):
        star = "*" if place == 0 else " "
        condition = f" [when{guard}]" if guard is not None else ""
        lines.append(f"  {star}{written(source)} + event<e{event}>{condition} / act{action} = {written(target)}")
    return ",\n".join(lines)


def rows_from_the_initial_state(shape):
    """The star stands with the first row, which must be the initial state's."""
    first = next(i for i, row in enumerate(shape.rows) if row[0] == 0)
    return [shape.rows[first], *shape.rows[:first], *shape.rows[first + 1:]]


def by_table(shape):
    text = '#include "statemachine/machine.hpp"\nnamespace sm = interlock::statemachine;\nusing namespace interlock::statemachine;\n'
    text += "".join(f"inline constexpr guard when{g}{{[](const auto& c) {{ return guard{g}(c); }}}};\n" for g in shape.guards)
    text += "".join(f"inline constexpr action act{a}{{[](auto& c) {{ action{a}(c); }}}};\n" for a in shape.actions)
    if isinstance(shape, Composite):
        inner, outer = shape.nested
        text += "inline constexpr auto playing = transition_table(\n" + rows_in_sml_notation(inner, '"{}"_s'.format) + ");\n"
        rows = rows_in_sml_notation(outer, lambda state: "state<playing>" if state == "playing" else f'"{state}"_s')
    else:
        rows = rows_in_sml_notation(rows_from_the_initial_state(shape), lambda state: f'"{shape.states[state]}"_s')
    text += "inline constexpr auto table = transition_table(\n" + rows + ");\n"
    return text + "struct subject {\n  sm::machine<table> at;\n  template <class E> void process(const E& e, context& c) { at.process(e, c); }\n};\n"


def by_sml(shape):
    text = "#include <boost/sml.hpp>\nnamespace sml = boost::sml;\n"
    text += "".join(f"struct {state};\n" for state in shape.states)
    pieces = "".join(f"    auto when{g} = [](context& c) {{ return guard{g}(c); }};\n" for g in shape.guards)

    def table(name, rows, state):
        acts = sorted({row[3] for row in rows})
        return (f"struct {name} {{\n  auto operator()() const {{\n    using namespace sml;\n" + pieces +
                "".join(f"    auto act{a} = [](context& c) {{ action{a}(c); }};\n" for a in acts) +
                "    return make_transition_table(\n" + rows_in_sml_notation(rows, state) + ");\n  }\n};\n")

    if isinstance(shape, Composite):
        inner, outer = shape.nested
        text += table("playing", inner, "state<{}>".format) + table("rows", outer, "state<{}>".format)
    else:
        text += table("rows", rows_from_the_initial_state(shape), lambda state: f"state<{shape.states[state]}>")
    return text + "struct subject {\n  context& bound;\n  sml::sm<rows> at{bound};\n  template <class E> void process(const E& e, context&) { at.process_event(e); }\n};\n"


def program(shape, written):
    text = "#include <cstdint>\n#include <cstdio>\n#include <cstdlib>\n"
    text += "struct context { std::uint32_t sum = 1; };\n"
    text += "".join(f"inline bool guard{g}(const context& c) {{ return (c.sum >> {g % 7} & 1) != 0; }}\n" for g in shape.guards)
    text += "".join(f"inline void action{a}(context& c) {{ c.sum += {2 * a + 3}; }}\n" for a in shape.actions)
    text += "".join(f"struct e{event} {{}};\n" for event in range(shape.events))
    text += written(shape)
    initial = "subject m{c};" if written is by_sml else "subject m{};"
    size = "sizeof m.at"
    return text + f"""
int main(int, char** arguments) {{
  const long rounds = std::atol(arguments[1]);
  context c;
  {initial}
  std::uint32_t x = 2463534242U;
  const auto f = [&](const auto& event) {{
    m.process(event, c);
    asm volatile("" : : "r"(&m), "r"(&c) : "memory");
  }};
  for (long i = 0; i < rounds; ++i) {{
    static_cast<void>(x);
{shape.driver}
  }}
  std::printf("%u %zu\\n", c.sum, {size});
}}
"""


# ---- measuring ------------------------------------------------------------------------------------------------------------------------


def run(command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def compiled(arguments, source, output):
    """User seconds of one compilation."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(arguments + ["-c", str(source), "-o", str(output)], text=True, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {source.name} does not compile:\n" + "\n".join(line for line in done.stderr.splitlines() if "error" in line)[:2000])
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def counted(executable, rounds, folder):
    result = run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", str(executable), str(rounds)])
    return int(WORD.search(result.stderr).group(1)), result.stdout.split()


def measure(shape, variants, options, folder):
    results = {name: {"compile": []} for name in variants}
    for _ in range(options.repeat):  # Interleaved: a machine that slows down slows all of them.
        for name, (written, flags) in variants.items():
            source = folder / f"{shape.name}_{name}.cpp"
            source.write_text(program(shape, written))
            results[name]["compile"].append(compiled([options.compiler, "-std=c++20", f"-O{options.optimise}", *flags], source, source.with_suffix(".o")))
    sums = set()
    for name in variants:
        item = folder / f"{shape.name}_{name}.o"
        executable = item.with_suffix("")
        run([options.compiler, str(item), "-o", str(executable)])
        few, _ = counted(executable, options.rounds, folder)
        many, (total, size) = counted(executable, 3 * options.rounds, folder)
        sums.add(total)
        results[name] = {"instructions": (many - few) / (2 * options.rounds * shape.events_a_round), "bytes": int(size),
                         "compile_seconds": statistics.median(results[name]["compile"]), "object_bytes": item.stat().st_size}
    if len(sums) != 1:
        sys.exit(f"bench: the variants of {shape.name} came to different sums: {sums}")
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--with-sml", metavar="DIR", type=pathlib.Path, help="the folder in which boost/sml.hpp is; nothing is downloaded")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, help="write the figures there as well")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--optimise", default="2", metavar="LEVEL", help="the number after -O (default: 2)")
    parser.add_argument("--rounds", type=int, default=2000, help="rounds of the shorter of two counted runs (default: 2000)")
    parser.add_argument("--repeat", type=int, default=3, help="how often each variant is compiled; the median counts (default: 3)")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("bench: valgrind is missing; on Debian: apt-get install valgrind")
    variants = {"switch": (by_switch, []), "table": (by_table, [f"-I{ROOT}"])}
    if options.with_sml:
        if not (options.with_sml / "boost" / "sml.hpp").is_file():
            sys.exit(f"bench: there is no boost/sml.hpp below {options.with_sml}")
        variants["sml"] = (by_sml, ["-isystem", str(options.with_sml)])
    figures = {}
    print(f"{'shape':9} {'variant':8} {'instructions/event':>19} {'to the switch':>14} {'bytes':>6} {'compile s':>10} {'object bytes':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for shape in (simple(), Composite(), ring(), ring(100), dense(), grid(4)):
            figures[shape.name] = measure(shape, variants, options, pathlib.Path(folder))
            for name, figure in figures[shape.name].items():
                ratio = figure["instructions"] / figures[shape.name]["switch"]["instructions"]
                print(f"{shape.name:9} {name:8} {figure['instructions']:19.2f} {ratio:14.3f} {figure['bytes']:6} "
                      f"{figure['compile_seconds']:10.2f} {figure['object_bytes']:13}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
