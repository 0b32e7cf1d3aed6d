# SPDX-License-Identifier: EUPL-1.2
import pathlib
import subprocess
import sys
import tempfile
import unittest

COUNT = pathlib.Path(__file__).parent / "count.py"
SUMMARY = "[doctest] test cases: {0} | {1} passed | {2} failed | 0 skipped"


def junit(*cases):
    return "<testsuite>" + "".join(cases) + "</testsuite>"


def program(total, passed, failed, status="run", extra=""):
    return (f'<testcase name="core_base" status="{status}">{extra}'
            f"<system-out>{SUMMARY.format(total, passed, failed)}</system-out></testcase>")


class Count(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def suite(self, name, xml=None, text=None, code=0):
        folder = pathlib.Path(self.folder.name)
        if xml is not None:
            (folder / f"{name}.xml").write_text(xml)
        if text is not None:
            (folder / f"{name}.txt").write_text(text)
        run = subprocess.run([sys.executable, COUNT, "--suite", name, "--exit-code", str(code), folder],
                             capture_output=True, text=True)
        return run.returncode, run.stdout.splitlines()[-1]

    def test_the_cases_inside_a_doctest_program_are_counted(self):
        self.assertEqual(self.suite("unit", junit(program(7, 7, 0), program(3, 3, 0))), (0, "unit: 10 passed, 0 failed"))

    def test_a_program_that_crashed_counts_as_failed(self):
        crashed = '<testcase name="core_ops" status="fail"><failure/><system-out>Segmentation fault</system-out></testcase>'
        self.assertEqual(self.suite("unit", junit(program(7, 7, 0), crashed), code=8), (1, "unit: 7 passed, 1 failed"))

    def test_a_program_that_crashed_after_its_last_case_counts_as_failed(self):
        self.assertEqual(self.suite("unit", junit(program(7, 7, 0, "fail", "<failure/>")), code=8),
                         (1, "unit: 7 passed, 1 failed"))

    def test_a_suite_that_ran_nothing_fails(self):
        self.assertEqual(self.suite("unit", junit()), (1, "unit: 0 passed, 1 failed"))

    def test_a_suite_whose_build_broke_fails(self):
        self.assertEqual(self.suite("unit", junit(program(7, 7, 0)), code=1), (1, "unit: 7 passed, 1 failed"))

    def test_node_and_python_reports_are_read(self):
        self.assertEqual(self.suite("e2e", '<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure/>'
                                           '</testcase></testsuite></testsuites>', code=1), (1, "e2e: 1 passed, 1 failed"))
        self.assertEqual(self.suite("house", text="test_a (x.X) ... ok\ntest_b (x.X) ... FAIL\nok  layers\nFAILED  names\n",
                                    code=1), (1, "house: 2 passed, 2 failed"))

    def test_the_last_line_adds_all_suites_up(self):
        self.suite("unit", junit(program(7, 6, 1, "fail", "<failure/>")), code=8)
        self.suite("lint", text="ok  layers\n")
        run = subprocess.run([sys.executable, COUNT, "--total", self.folder.name], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout.splitlines()[-1]), (1, "7 passed, 1 failed"))

    def test_what_failed_is_said_again_at_the_end_with_its_reason(self):
        failed = ('<testcase name="city_program" status="fail"><failure/><system-out>TEST CASE:  a city answers\n\n'
                  "program_test.cpp:7: ERROR: CHECK( 1 == 2 ) is NOT correct!\n  values: CHECK( 1 == 2 )\nchatter\n"
                  f"{SUMMARY.format(2, 1, 1)}</system-out></testcase>")
        self.suite("unit", junit(program(7, 7, 0), failed), code=8)
        self.suite("e2e", '<testsuites><testcase name="a phone"><failure message="x">\nno page\n</failure></testcase>'
                          "</testsuites>", code=1)
        run = subprocess.run([sys.executable, COUNT, "--total", self.folder.name], capture_output=True, text=True)
        self.assertEqual(run.stdout.splitlines(), [
            "failed in e2e: a phone", "    no page", "failed in unit: city_program", "    TEST CASE:  a city answers",
            "    program_test.cpp:7: ERROR: CHECK( 1 == 2 ) is NOT correct!", "    values: CHECK( 1 == 2 )",
            "8 passed, 2 failed"])


if __name__ == "__main__":
    unittest.main()
