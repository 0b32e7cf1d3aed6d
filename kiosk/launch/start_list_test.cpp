// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/start_list.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace qp::kiosk::launch;

TEST_CASE("a start list is read as it was written") {
    const std::vector<FilePart> parts{{"/usr/bin/kiosk", 0, 8192},
                                      {"/usr/bin/kiosk", 1048576, 4096},
                                      {"/usr/share/fonts/Fira Sans Ä.ttf", 4096, 65536}};
    CHECK(decode(encode(parts)) == parts);
    CHECK(decode(encode({})).empty());
}

TEST_CASE("what is no start list is none: nothing of it is read ahead") {
    const std::string good = encode(std::vector<FilePart>{{"/a", 0, 4096}});
    CHECK(decode("").empty());
    CHECK(decode("0 4096 /a\n").empty());
    CHECK(decode("quartierpuls-kiosk start list 2\n0 4096 /a\n").empty());
    CHECK(decode(good + "4096 /a\n").empty());
    CHECK(decode(good + "0 4096 relative\n").empty());
    CHECK(decode(good + "0 0 /a\n").empty());
    CHECK(decode(good + "-1 4096 /a\n").empty());
    CHECK(decode(good + "0 99999999999999999999 /a\n").empty());
    CHECK(decode(good + "0 4096 ").empty());
    CHECK(decode(good.substr(0, good.size() - 4)).empty());
}

TEST_CASE("more than memory can spare is neither written nor read") {
    const std::vector<FilePart> all{{"/a", 0, kBytesMax}};
    CHECK(decode(encode(all)) == all);
    CHECK(decode(encode(std::vector<FilePart>{{"/a", 0, kBytesMax}, {"/b", 0, 1}})) == all);
    CHECK(decode(encode(all) + "0 1 /b\n").empty());
    std::vector<FilePart> many(kPartsMax + 1, FilePart{"/a", 0, 1});
    const std::string most = encode(many);
    CHECK(decode(most).size() == kPartsMax);
    CHECK(decode(most + "0 1 /a\n").empty());
    for (FilePart& part : many) part.file = "/" + std::string(1000, 'a');
    CHECK(encode(many).size() <= kListBytesMax);
}

TEST_CASE("the list lies where systemd says, or nowhere") {
    ::setenv("CACHE_DIRECTORY", "/var/cache/quartierpuls-kiosk", 1);
    CHECK(start_list_path() == "/var/cache/quartierpuls-kiosk/start-list");
    ::setenv("CACHE_DIRECTORY", "", 1);
    CHECK(!start_list_path());
    ::unsetenv("CACHE_DIRECTORY");
    CHECK(!start_list_path());
}
