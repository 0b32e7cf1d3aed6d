// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/mapped_files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "native/files.h"

using namespace qp;
using namespace qp::kiosk::launch;

namespace {

constexpr std::string_view kMaps =
    "1000-3000 r--p 00000000 fe:00 11    /usr/bin/kiosk\n"
    "3000-5000 r-xp 00002000 fe:00 11    /usr/bin/kiosk\n"
    "9000-a000 rw-p 00000000 00:00 0     [heap]\n"
    "20000-21000 r--p 00000000 fe:00 13  /usr/lib/driver with blanks.so\n"
    "30000-31000 rw-s 00000000 00:05 14  /dev/dri/card0\n"
    "31000-32000 r--p 00000000 fe:00 15  /tmp/gone (deleted)\n"
    "40000-60000 r--p 00000000 fe:00 12  /usr/lib/first.so\n"
    "no mapping\n";

Result<std::vector<bool>> all_pages(std::uint64_t begin, std::uint64_t end) {
    return std::vector<bool>((end - begin) / 4096, true);
}

struct Folder {
    std::string name = "/tmp/quartierpuls-launch-XXXXXX";
    std::filesystem::path path{::mkdtemp(name.data())};
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("files are told in the order in which a start comes to them, and nothing else is") {
    const auto parts = mapped_files(kMaps, all_pages);
    REQUIRE(parts);
    CHECK(*parts == std::vector<FilePart>{{"/usr/bin/kiosk", 0, 0x4000},
                                          {"/usr/lib/first.so", 0, 0x20000},
                                          {"/usr/lib/driver with blanks.so", 0, 0x1000}});
}

TEST_CASE("of a file only what was used is told; what lies apart by little is one part") {
    const auto used = [](std::uint64_t begin, std::uint64_t end) -> Result<std::vector<bool>> {
        std::vector<bool> pages((end - begin) / 4096, false);
        if (begin == 0x40000) pages[0] = pages[5] = pages[20] = true;
        return pages;
    };
    const auto parts = mapped_files(kMaps, used);
    REQUIRE(parts);
    CHECK(*parts == std::vector<FilePart>{{"/usr/lib/first.so", 0, 6 * 4096},
                                          {"/usr/lib/first.so", 20 * 4096, 4096}});
}

TEST_CASE("this program has itself and the C library in memory") {
    const auto parts = mapped_files();
    REQUIRE(parts);
    const auto has = [&](std::string_view name) {
        return std::any_of(parts->begin(), parts->end(), [&](const FilePart& part) {
            return part.file.find(name) != std::string::npos && part.bytes > 0;
        });
    };
    CHECK(has("kiosk_launch_test"));
    CHECK(has("libc.so"));
    CHECK(decode(encode(*parts)) == *parts);
}

TEST_CASE("a list is written once, and anew where it is damaged or names other files") {
    const Folder folder;
    const std::string path = folder.path / "start-list";
    CHECK(keep_start_list(path) == true);
    CHECK(keep_start_list(path) == false);
    const auto kept = native::read_text(path, 1 << 20);
    REQUIRE(kept);
    for (const std::string& other :
         {std::string{"damaged"}, encode(std::vector<FilePart>{{"/usr/lib/older.so", 0, 4096}})}) {
        REQUIRE(native::write_durably(path, as_bytes(other), native::Access::owner));
        CHECK(keep_start_list(path) == true);
        CHECK(!decode(native::read_text(path, 1 << 20).value()).empty());
    }
    CHECK(!keep_start_list((folder.path / "missing" / "start-list").string()));
}
