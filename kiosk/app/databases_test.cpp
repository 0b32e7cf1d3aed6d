// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/databases.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/seeded_random.h"
#include "core/ops/test_city.h"
#include "native/disk_room.h"
#include "native/system_clock.h"

namespace qp::kiosk::app {
namespace {

const std::string kNewer{0, 0, 39, 15};

struct Fixture {
    Fixture() {
        folder = (std::filesystem::temp_directory_path() / "qp-kiosk-databases-test").string();
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    ~Fixture() { std::filesystem::remove_all(folder); }
    // It stands in the file's head (offset 60, big endian), as every SQLite keeps it.
    static std::string read_version(const std::string& path) {
        std::string four(4, '\0');
        std::ifstream file{path, std::ios::binary};
        file.seekg(60).read(four.data(), 4);
        return four;
    }
    static void write_version(const std::string& path, const std::string& four) {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(60).write(four.data(), 4);
    }
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
    write_version(folder + "/content.db", kNewer);
    const auto opened = open();
    REQUIRE(opened);
    REQUIRE(opened->kept_aside.size() == 1);
    CHECK(opened->kept_aside[0].why == Code::too_new);
    CHECK(std::filesystem::exists(opened->kept_aside[0].path));
}

TEST_CASE_FIXTURE(Fixture,
                  "what lay aside while an older program ran is taken up by the newer one") {
    const ops::TestCity city;
    const auto save = [&](const char* title) {
        auto opened = open();
        REQUIRE(opened);
        REQUIRE(opened->local.set_city(city.keys));
        domain::IdeaDraft draft;
        draft.title = title;
        draft.quarter = "mitte";
        REQUIRE(opened->local.save_idea(draft));
        return opened->kept_aside.empty() ? std::string{} : opened->kept_aside[0].path;
    };
    REQUIRE(save("Mehr B\u00E4nke").empty());
    const std::string version = read_version(folder + "/local.db");
    write_version(folder + "/local.db", kNewer);
    const std::string aside = save("Ein Brunnen");
    REQUIRE(std::filesystem::exists(aside));
    CHECK(open()->local.counts()->waiting == 1);
    CHECK(std::filesystem::exists(aside));

    write_version(aside, version);
    CHECK(open()->local.counts()->waiting == 2);
    CHECK_FALSE(std::filesystem::exists(aside));
    CHECK(open()->local.counts()->waiting == 2);
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
