// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/databases.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/seeded_random.h"
#include "core/ops/test_city.h"
#include "core/store/test_files.h"
#include "native/disk_room.h"
#include "native/system_clock.h"

namespace qp::kiosk::app {
namespace {

struct Fixture {
    Result<Databases> open() { return open_databases(folder.path(), random, clock, room); }

    store::TestFolder folder;
    SeededRandom random{7};
    native::SystemClock clock;
    native::DiskRoom room{"/tmp"};
};

TEST_CASE_FIXTURE(Fixture, "a damaged database is kept aside byte for byte, and a new one begun") {
    const std::string rubbish(5000, 'x');
    folder.write("local.db", rubbish);
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
    folder.set_version("content.db", store::kVersionOfTomorrow);
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
    const std::string version = folder.version("local.db");
    folder.set_version("local.db", store::kVersionOfTomorrow);
    const std::string aside = save("Ein Brunnen");
    REQUIRE(std::filesystem::exists(aside));
    CHECK(open()->local.counts()->waiting == 1);
    CHECK(std::filesystem::exists(aside));

    folder.set_version(std::filesystem::path{aside}.filename().string(), version);
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
