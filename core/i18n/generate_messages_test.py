# SPDX-License-Identifier: EUPL-1.2
import json
import pathlib
import re
import tempfile
import unittest

import generate_messages


class Generate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, tag, text):
        path = self.folder / f"{tag}.json"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_a_broken_file_is_refused_and_file_and_message_named(self):
        for text, named in (
            ("<html>", "JSON"), ("[]", "JSON"), ("", "JSON"), ('{"k": "a", "k": "b"}', "'k'"),
            ('{"k": 3}', "'k'"), ('{"k": null}', "'k'"), ('{"k": "a { b"}', "'k'"), ('{"k": "a {b"}', "'k'"),
            ('{"k": "a} b"}', "'k'"), ('{"k": "{}"}', "'k'"), ('{"k": "{Big}"}', "'k'"),
            ('{"k": {"one": "x"}}', "'k'"), ('{"k": {"by": "n"}}', "'k'"), ('{"k": {"by": "n", "=0": "x"}}', "'k'"),
            ('{"k": {"by": "", "one": "x"}}', "'k'"), ('{"k": {"by": "n", "dual": "x"}}', "'k'"),
            ('{"k": {"by": "n", "one": 1}}', "'k'"), ('{"k": {"by": "n", "one": "{"}}', "'k'"),
            ('{"k": "a\\u001eb"}', "'k'"),
        ):
            with self.subTest(text), self.assertRaises(SystemExit) as refused:
                generate_messages.load(self.file("de", text))
            self.assertIn("de.json", str(refused.exception))
            self.assertIn(named, str(refused.exception))

    def test_keys_are_sorted_and_each_language_says_which_it_lacks(self):
        counted = {"by": "n", "one": "{n} Rad", "other": "{n} Räder", "=0": "nichts"}
        german = self.file("de", json.dumps({"b": counted, "a": "Hallo"}))
        english = self.file("en", json.dumps({"a": "Hello"}))
        text = generate_messages.embed([german, english], None)
        self.assertIn('R"qp(a\x1eb\x1e)qp"', text)
        self.assertIn("Hallo\x1e\x1fn\x1fone\x1f{n} Rad\x1fother\x1f{n} Räder\x1f=0\x1fnichts\x1e", text)
        self.assertIn("Hello\x1e\x1a\x1e", text)


class PhoneMessages(unittest.TestCase):
    def test_the_core_asks_for_none_that_the_phone_leaves_out(self):
        root = pathlib.Path(__file__).parents[2]
        cmake = (root / "core/i18n/CMakeLists.txt").read_text(encoding="utf-8")
        pattern = re.compile(re.search(r'--without\s+"(.*)"', cmake)[1].replace("\\\\", "\\"))
        keys = json.loads((root / "assets/messages/de.json").read_text(encoding="utf-8"))
        left_out = {"msg::" + key.replace(".", "_") for key in keys if pattern.fullmatch(key)}
        self.assertIn("msg::keyboard_capital", left_out)
        of_kiosk = ("attract.cpp", "staff.cpp", "stand.cpp")  # screens that no phone has
        for folder in ("core", "web/bridge"):
            for path in (root / folder).rglob("*.cpp"):
                if path.name.endswith("_test.cpp") or path.name in of_kiosk:
                    continue
                asked = set(re.findall(r"msg::\w+", path.read_text(encoding="utf-8")))
                self.assertEqual(asked & left_out, set(), str(path))


if __name__ == "__main__":
    unittest.main()
