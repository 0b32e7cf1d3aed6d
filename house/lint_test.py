# SPDX-License-Identifier: EUPL-1.2
import pathlib
import tempfile
import unittest
from unittest import mock

import lint


class Lint(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        patch = mock.patch.object(lint, "ROOT", self.root)
        patch.start()
        self.addCleanup(patch.stop)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return [name]

    def test_a_file_without_licence_is_found(self):
        self.assertEqual(len(lint.check_licence_lines(self.write("core/a.cpp", "int a;\n"))), 1)
        fine = self.write("core/b.cpp", "// SPDX-License-Identifier: EUPL-1.2\n")
        self.assertEqual(lint.check_licence_lines(fine), [])

    def test_german_words_in_code_are_found_and_those_in_comments_are_not(self):
        self.assertEqual(len(lint.check_words_in_code(self.write("kiosk/a.cpp", 'draw("Zurück");\n'))), 1)
        self.assertEqual(lint.check_words_in_code(self.write("kiosk/b.cpp", 'draw(text);  // "Zurück"\n')), [])
        self.assertEqual(lint.check_words_in_code(self.write("kiosk/b_test.cpp", 'CHECK(x == "Zurück");\n')), [])

    def test_a_long_function_is_found(self):
        body = "    call();\n" * 71
        self.assertEqual(len(lint.check_function_length(self.write("a.cpp", "void f() {\n" + body + "}\n"))), 1)
        self.assertEqual(len(lint.check_function_length(self.write("b.cpp", "void f(int a,\n       int b) {\n" + body + "}\n"))), 1)
        short = "namespace a {\nvoid f() {\n" + "    call();\n" * 60 + "}\nvoid g() {\n" + "    call();\n" * 60 + "}\n}\n"
        self.assertEqual(lint.check_function_length(self.write("c.cpp", short)), [])
        table = "const int kTable[] = {\n" + "    1,\n" * 90 + "};\n"
        self.assertEqual(lint.check_function_length(self.write("d.cpp", table)), [])

    def test_a_long_file_and_a_vague_name_are_found(self):
        self.assertEqual(len(lint.check_file_length(self.write("core/a.cpp", "int a;\n" * 601))), 1)
        self.assertEqual(len(lint.check_names(["core/base/string_utils.h", "kiosk/manager.cpp", "core/base/bytes.h"])), 2)

    def test_a_folder_without_readme_is_found(self):
        self.assertEqual(len(lint.check_readmes(self.write("core/a/a.cpp", "int a;\n"))), 1)
        self.write("core/a/README.md", "# a\n")
        self.assertEqual(lint.check_readmes(["core/a/a.cpp"]), [])

    def core_faults(self, name, text):
        return lint.check_core_is_given_time_and_chance(self.write(name, text))

    def test_core_that_asks_the_machine_for_time_or_chance_is_found(self):
        for line in ("auto now = std::chrono::system_clock::now();", "auto now = std::chrono::steady_clock::now();",
                     "clock_gettime(CLOCK_REALTIME, &at);", "auto at = std::time(nullptr);",
                     'run("UPDATE a SET at = strftime(\'%s\', \'now\')");', "std::random_device device;",
                     "int a = std::rand();", "randombytes_buf(out, 16);", 'run("SELECT randomblob(16)");'):
            self.assertEqual(len(self.core_faults("core/a/a.cpp", line + "\n")), 1, line)
        for line in ("using Instant = std::chrono::time_point<std::chrono::system_clock, Milliseconds>;",
                     "const Instant now = clock.now();", "random.fill(bytes);", "// std::random_device would be one\n"):
            self.assertEqual(self.core_faults("core/a/a.cpp", line + "\n"), [], line)
        self.assertEqual(self.core_faults("native/a.cpp", "std::random_device device;\n"), [])
        self.assertEqual(self.core_faults("core/a/a_test.cpp", "std::random_device device;\n"), [])

    def test_core_that_walks_through_an_unordered_container_is_found(self):
        held = "std::unordered_map<const char*, std::vector<int>> idle_;\n"
        for line in ("for (const auto& [sql, all] : idle_) use(all);", "for (auto& one : self.idle_) use(one);",
                     "auto first = idle_.begin();"):
            self.assertEqual(len(self.core_faults("core/a/a.cpp", held + line + "\n")), 1, line)
        self.assertEqual(self.core_faults("core/a/b.cpp", held + "use(idle_[key]); idle_.find(key);\n"), [])
        ordered = "std::map<int, int> idle_;\nfor (const auto& one : idle_) use(one);\n"
        self.assertEqual(self.core_faults("core/b/b.cpp", ordered), [])
        # Held in the header, walked through in another file of the same module.
        both = [*self.write("core/c/c.h", held), *self.write("core/c/c.cpp", "for (auto& one : idle_) use(one);\n")]
        self.assertEqual(len(lint.check_core_is_given_time_and_chance(both)), 1)

    def test_a_message_that_calls_a_poll_a_vote_is_found(self):
        vote = self.write("assets/messages/de.json", '{"a": "Zur Abstimmung", "b": 1,\n"c": "Online-Abstimmung"}\n')
        self.assertEqual(len(lint.check_polls_are_no_votes(vote)), 2)
        fine = self.write("assets/messages/de.json", '{"a": "Das ist keine Abstimmung: Es zeigt …", "b": "Stimmung"}\n')
        self.assertEqual(lint.check_polls_are_no_votes(fine), [])


if __name__ == "__main__":
    unittest.main()
