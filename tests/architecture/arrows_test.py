"""The rooms of the code depend in one direction only (incident missing-dependency)."""
import re
import unittest

import rooms


class Arrows(unittest.TestCase):
    def test_every_room_is_on_the_plan(self):
        self.assertEqual(set(rooms.rooms()), set(rooms.ARROWS))

    def test_a_room_includes_only_rooms_that_its_arrows_reach(self):
        for room, allowed in rooms.ARROWS.items():
            for path in rooms.sources(room):
                for quoted, name in rooms.includes(path):
                    if quoted:
                        self.assertIn(rooms.room_of_include(name), (room, *allowed), f"{path.relative_to(rooms.ROOT)} includes {name}")

    def test_a_quoted_include_carries_its_room_and_is_there(self):
        for room in rooms.rooms():
            for path in rooms.sources(room):
                for quoted, name in rooms.includes(path):
                    if quoted:
                        self.assertTrue((rooms.ROOT / name).is_file(), f"{path.relative_to(rooms.ROOT)} includes {name}")

    def test_nothing_that_runs_in_production_knows_the_simulator(self):
        for room in rooms.rooms():
            if room != "sim":
                for path in rooms.sources(room):
                    for _, name in rooms.includes(path):
                        self.assertNotEqual(name.split("/")[0], "sim", path)

    def test_the_core_includes_no_library_but_those_of_its_room(self):
        for room, allowed in rooms.LIBRARIES.items():
            for path in rooms.sources(room):
                for quoted, name in rooms.includes(path):
                    standard = re.fullmatch(r"[a-z_]+", name) is not None
                    if not quoted and not standard:
                        self.assertTrue(name.startswith(allowed) if allowed else False, f"{path.relative_to(rooms.ROOT)} includes <{name}>")

    def test_a_library_is_known_to_the_one_room_that_wraps_it(self):
        for library, owners in rooms.OWNED.items():
            for room in rooms.rooms():
                for path in rooms.sources(room):
                    for quoted, name in rooms.includes(path):
                        if not quoted and name.startswith(library):
                            self.assertIn(room, owners, f"{path.relative_to(rooms.ROOT)} includes <{name}>")

    def test_the_core_names_no_clock_no_thread_no_chance_and_no_hash_table(self):
        for room in rooms.CORE:
            for path in rooms.sources(room):
                code = rooms.without_comments(path.read_text())
                for pattern, what in rooms.FORBIDDEN_IN_THE_CORE.items():
                    self.assertIsNone(re.search(pattern, code), f"{path.relative_to(rooms.ROOT)} names {what}")

    def test_nothing_asks_whether_it_is_simulated(self):
        for room in rooms.rooms():
            if room != "sim":
                for path in rooms.sources(room):
                    self.assertNotRegex(rooms.without_comments(path.read_text()), r"(?i)\bis_?simulat|\bif\s*\(\s*simulat", path)

    def test_the_plan_would_notice_a_wrong_arrow(self):
        self.assertNotIn("runtime/asio", rooms.ARROWS["runtime/gateway"])
        self.assertEqual(rooms.room_of_include("runtime/asio/loop.hpp"), "runtime/asio")
        self.assertEqual(rooms.room_of_include("statemachine/lifecycles/run.hpp"), "statemachine")


if __name__ == "__main__":
    unittest.main()
