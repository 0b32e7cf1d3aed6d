# SPDX-License-Identifier: EUPL-1.2
import sys
import pathlib
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import accessibility  # noqa: E402

ROWS = [["K01", "A", "usable without sight", ""], ["K02", "M", "a headset", "Listen."], ["K20", "A", "targets", ""]]


class Page(unittest.TestCase):
    def test_the_page_names_the_rows_of_the_checklist_and_no_others(self):
        rows = accessibility.read_checklist(accessibility.CHECKLIST.read_text())
        self.assertEqual([row[0] for row in rows], [f"K{i:02}" for i in range(1, 27)])
        self.assertTrue(accessibility.check_page(rows, accessibility.PAGE.read_text()))

    def test_a_page_with_a_row_less_or_more_is_found(self):
        page = accessibility.make_page(ROWS, [])
        self.assertTrue(accessibility.check_page(ROWS, page))
        self.assertFalse(accessibility.check_page(ROWS[1:], page))
        self.assertFalse(accessibility.check_page([*ROWS, ["K21", "A", "focus", ""]], page))

    def test_what_did_not_run_or_failed_is_never_told_as_passed(self):
        page = accessibility.make_page(ROWS, [{"id": "K20", "kind": "A", "checked": 3, "failed": 1}])
        self.assertIn("| K20 | targets | **1 of 3 cases failed** |", page)
        self.assertIn("| K01 | usable without sight | **not done**", page)
        self.assertIn("| K02 | a headset |  | Listen. |", page)
        none_ran = accessibility.make_page(ROWS, [{"id": "K20", "kind": "A", "checked": 0, "failed": 0}])
        self.assertIn("| K20 | targets | **not done**", none_ran)

    def test_a_count_of_an_unknown_row_is_refused(self):
        with self.assertRaises(ValueError):
            accessibility.make_page(ROWS, [{"id": "K99", "kind": "A", "checked": 1, "failed": 0}])


if __name__ == "__main__":
    unittest.main()
