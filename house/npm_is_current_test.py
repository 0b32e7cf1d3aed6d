# SPDX-License-Identifier: EUPL-1.2
import json
import pathlib
import tempfile
import unittest

import npm_is_current


class NpmIsCurrent(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.wanted = {"": {}, "node_modules/a": {"integrity": "1"}, "node_modules/b": {"integrity": "2", "optional": True}}
        (self.folder / "package-lock.json").write_text(json.dumps({"packages": self.wanted}))

    def install(self, packages):
        for name in packages:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "node_modules/.package-lock.json").write_text(json.dumps({"packages": packages}))

    def test_nothing_installed_is_not_current(self):
        self.assertFalse(npm_is_current.is_current(self.folder))

    def test_what_the_lock_file_asks_for_is_current_without_other_platforms(self):
        self.install({"node_modules/a": {"integrity": "1"}})
        self.assertTrue(npm_is_current.is_current(self.folder))

    def test_what_is_optional_elsewhere_but_built_for_this_platform_is_missed(self):
        for built_for, is_current in (({"os": ["linux"]}, False), ({"os": ["win32"]}, True), ({"libc": ["musl"]}, True)):
            self.wanted["node_modules/c"] = {"integrity": "3", "optional": True, **built_for}
            (self.folder / "package-lock.json").write_text(json.dumps({"packages": self.wanted}))
            self.install({"node_modules/a": {"integrity": "1"}})
            self.assertEqual(npm_is_current.is_current(self.folder), is_current, built_for)

    def test_another_version_is_not_current(self):
        self.install({"node_modules/a": {"integrity": "0"}})
        self.assertFalse(npm_is_current.is_current(self.folder))

    def test_a_package_taken_out_by_hand_is_missed(self):
        self.install({"node_modules/a": {"integrity": "1"}})
        (self.folder / "node_modules/a").rmdir()
        self.assertFalse(npm_is_current.is_current(self.folder))


if __name__ == "__main__":
    unittest.main()
