"""The house: which room may include which, and what no room of the core may name."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

CORE = ("statemachine", "runtime/port", "runtime/protocol", "runtime/gateway")
REAL_PARTS = ("runtime/asio", "runtime/sqlite", "runtime/http", "runtime/jwt", "runtime/config", "runtime/observe")

# room: the rooms that it may include besides itself
ARROWS = {
    "statemachine": (),
    "runtime/port": ("statemachine",),
    "runtime/protocol": ("statemachine", "runtime/port"),
    "runtime/gateway": ("statemachine", "runtime/port", "runtime/protocol"),
    "runtime/asio": CORE,
    "runtime/sqlite": (*CORE, "runtime/asio"),
    "runtime/http": (*CORE, "runtime/asio"),
    "runtime/jwt": CORE,
    "runtime/config": CORE,
    "runtime/observe": CORE,
    "sim": CORE,
    # The composition root, where the core meets the real parts.
    "runtime/process": (*CORE, *REAL_PARTS),
    "runtime": (*CORE, *REAL_PARTS, "runtime/process"),
}

# room: what it may include in angle brackets besides the standard library
LIBRARIES = {
    "statemachine": (),
    "runtime/port": (),
    "runtime/gateway": (),
    "runtime/protocol": ("boost/beast/http/", "boost/asio/buffer.hpp", "boost/json", "openssl/", "simdjson.h", "tl/expected.hpp", "immintrin.h"),
}

# What only one room may include.
OWNED = {
    "asio.hpp": ("runtime/asio",),
    "asio/": ("runtime/asio",),
    "sys/epoll.h": ("runtime/asio",),
    "sqlite3.h": ("runtime/sqlite",),
    "toml++/": ("runtime/config",),
    "spdlog/": ("runtime/observe",),
    "prometheus/": ("runtime/observe",),
    "jansson.h": ("runtime/jwt",),
    "rapidcheck": ("sim",),
    "CLI/": ("runtime/config", "runtime", "sim"),
}

# Time comes from the scheduler, randomness from the entropy port, and no order from a hash table.
FORBIDDEN_IN_THE_CORE = {
    r"\b(steady|system|high_resolution)_clock\b": "a clock",
    r"\b(std::time|gettimeofday|clock_gettime|localtime|gmtime)\b": "a clock",
    r"\bstd::(jthread|thread|mutex|condition_variable|async|future|this_thread)\b": "a thread",
    r"\brandom_device\b|\bmt19937|\bstd::rand\b": "a random device",
    r"\bunordered_\w*(map|set)\b": "an unordered container",
    r"#\s*include\s*<(thread|mutex|future|random|unordered_map|unordered_set|iostream|fstream|filesystem)>": "the world outside",
}


def sources(room):
    return sorted(path for path in (ROOT / room).rglob("*") if path.suffix in (".hpp", ".cpp") and room_of(path) == room)


def rooms():
    """Every folder with sources below runtime/, statemachine and sim; runtime's own files are the composition root."""
    found = {room_of(path) for top in ("statemachine", "runtime", "sim") for path in (ROOT / top).rglob("*.?pp")}
    return sorted(found)


def room_of(path):
    parts = path.relative_to(ROOT).parts
    if parts[0] == "runtime":
        return "/".join(parts[:2]) if len(parts) > 2 else "runtime"
    return parts[0]


def room_of_include(name):
    parts = name.split("/")
    if parts[0] == "runtime":
        return "/".join(parts[:2]) if len(parts) > 2 else "runtime"
    return parts[0]


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def includes(path):
    """[(quoted?, name)]"""
    found = re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', path.read_text(), flags=re.M)
    return [(bracket == '"', name) for bracket, name in found]
