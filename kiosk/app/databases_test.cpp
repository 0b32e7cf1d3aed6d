// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/databases.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/seeded_random.h"
#include "native/disk_room.h"
#include "native/system_clock.h"

namespace qp::kiosk::app {
namespace {

struct Fixture {
    Fixture() {
        folder = (std::filesystem::temp_directory_path() / "qp-kiosk-databases-test").string();
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    ~Fixture() { std::filesystem::remove_all(folder); }
    Result<Databases> open() { return open_databases(folder, random, clock, room); }

    std::string folder;
    SeededRandom random{7};
    native::SystemClock clock;
    native::DiskRoom room{"/tmp"};
};

TEST_CASE_FIXTURE(Fixture, "a damaged database is kept aside byte for byte, and a new one begun") {
    const std::string rubbish(5000, 'x');
    { std::ofstream{folder + "/local.db"} << rubbish; }
    const auto opened = open();
    REQUIRE(opened);
    REQUIRE(opened->kept_aside.size() == 1);
    CHECK(opened->kept_aside[0].why == Code::damaged);
    std::ifstream kept{opened->kept_aside[0].path};
    const std::string bytes{std::istreambuf_iterator<char>{kept}, {}};
    CHECK(bytes == rubbish);
}

TEST_CASE_FIXTURE(Fixture, "a database of a newer program is kept aside and named so") {
    {
        const auto first = open();
        REQUIRE(first);
    }
    {
        // The version stands in the file's header (offset 60, big endian), as every SQLite keeps
        // it.
        std::fstream file{folder + "/content.db", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(60);
        const char newer[] = {0, 0, 39, 15};
        file.write(newer, 4);
    }
    const auto opened = open();
    REQUIRE(opened);
    REQUIRE(opened->kept_aside.size() == 1);
    CHECK(opened->kept_aside[0].why == Code::too_new);
    CHECK(std::filesystem::exists(opened->kept_aside[0].path));
}

TEST_CASE_FIXTURE(Fixture, "good databases open again with nothing kept aside") {
    for (int i = 0; i < 2; ++i) {
        const auto opened = open();
        REQUIRE(opened);
        CHECK(opened->kept_aside.empty());
    }
}

}  // namespace
}  // namespace qp::kiosk::app
