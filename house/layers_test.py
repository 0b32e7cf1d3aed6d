# SPDX-License-Identifier: EUPL-1.2
import unittest

import layers


class Layers(unittest.TestCase):
    def test_an_include_that_points_up_is_found(self):
        found = layers.violations("core/store/content.cpp", '#include "core/views/start.h"\n')
        self.assertEqual(found, ["core/store/content.cpp includes core/views/start.h: core/store may not use core/views"])

    def test_an_include_that_points_down_is_fine(self):
        self.assertEqual(layers.violations("core/views/start.cpp", '#include "core/store/content.h"\n'), [])

    def test_kiosk_phone_and_city_never_include_each_other(self):
        faces = {"kiosk/app/main.cpp": "kiosk/ui/theme.h", "web/bridge/bridge.cpp": "web/bridge/vfs.h",
                 "sync/city/api/city_api.cpp": "sync/city/api/pull.h"}
        for path in faces:
            for other, header in faces.items():
                found = layers.violations(path, f'#include "{header}"\n')
                self.assertEqual(bool(found), path != other, f"{path} includes {header}")

    def test_tests_may_use_fakes_and_programs_may_not(self):
        include = '  #  include "tests/sim/fake_city.h"\n'
        self.assertEqual(layers.violations("core/replica/replica_test.cpp", include), [])
        self.assertEqual(len(layers.violations("core/replica/replica.cpp", include)), 1)

    def test_no_row_allows_a_circle(self):
        for folder, allowed in layers.MAY_INCLUDE.items():
            for below in allowed:
                self.assertNotIn(folder, layers.MAY_INCLUDE[below], f"{folder} and {below}")


if __name__ == "__main__":
    unittest.main()
