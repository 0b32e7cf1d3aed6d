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


if __name__ == "__main__":
    unittest.main()
