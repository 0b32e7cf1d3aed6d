# SPDX-License-Identifier: EUPL-1.2
import json
import pathlib
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


if __name__ == "__main__":
    unittest.main()
