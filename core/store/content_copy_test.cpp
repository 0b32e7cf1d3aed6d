// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/store/test_content.h"
#include "core/store/test_files.h"

namespace qp::store {

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("a device takes over a whole copy: the old goes, the new is there to be searched") {
    TestFolder folder;
    auto city = *Content::open(folder.file("city.db"));
    REQUIRE(city.publish({publication_of(test_idea(1, "Trinkbrunnen am Park")),
                          publication_of(test_idea(2, "Bänke in den Schatten"))}));
    const Bytes cursor{1, 2, 3};
    REQUIRE(city.copy_to(folder.file("snapshot.db"), cursor));

    auto device = *Content::open(folder.file("device.db"));
    REQUIRE(device.apply({change_of(test_idea(7, "Hundewiese"), 70)}, Bytes{9}));
    auto screen = *Content::open(folder.file("device.db"));  // another connection reads meanwhile
    CHECK(search(screen, "hundewiese") == 1);
    CHECK(search(device, "hundewiese") == 1);

    auto snapshot = *Content::open(folder.file("snapshot.db"));
    CHECK(device.replace_with(snapshot) == 2u);

    for (Content* content : {&device, &screen}) {
        CHECK(search(*content, "hundewiese") == 0);
        CHECK(search(*content, "baenke") == 1);
        CHECK(search(*content, "Trinkbrunen") == 1);
        CHECK(content->cursor() == cursor);
        CHECK(content->last_seq() == 2u);
    }
    CHECK_FALSE(device.idea(test_id(7))->has_value());
    // It goes on as any other: newer changes are taken, older ones passed over.
    CHECK(device.apply({change_of(test_idea(3, "Mehr Licht"), 3)}, Bytes{4})->applied == 1);
    CHECK(search(screen, "licht") == 1);
    REQUIRE(device.database().check());
}
#endif

TEST_CASE("words that a copy replaced stand in no file any more") {
    TestFolder folder;
    auto empty = *Content::open(":memory:");
    auto device = *Content::open(folder.file("device.db"));
    REQUIRE(device.apply({change_of(test_idea(1, "Geheimnis"), 1)}, Bytes{9}));
    CHECK(folder.holds("Geheimnis"));
    CHECK(device.replace_with(empty) == 0u);
    CHECK_FALSE(folder.holds("Geheimnis"));
}

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("a copy waits for nobody who reads, and a reader keeps what it began with") {
    TestFolder folder;
    auto city = *Content::open(folder.file("city.db"));
    REQUIRE(city.publish({publication_of(test_idea(1, "Trinkbrunnen"))}));
    auto device = *Content::open(folder.file("device.db"));
    auto screen = *Content::open(folder.file("device.db"));
    {
        auto reading = Transaction::read(screen.database());
        REQUIRE(reading);
        CHECK(screen.last_seq() == 0u);
        CHECK(device.replace_with(city) == 1u);
        CHECK(screen.last_seq() == 0u);
    }
    CHECK(screen.last_seq() == 1u);
}
#endif

TEST_CASE("content tells whether it holds anything beyond some scopes") {
    auto content = *Content::open(":memory:");
    CHECK(content.is_within({"mitte"}) == true);
    REQUIRE(content.publish({publication_of(test_idea(1, "Trinkbrunnen"))}));
    CHECK(content.is_within({"city", "mitte"}) == true);
    CHECK(content.is_within({"city"}) == false);
    CHECK(content.is_within({}) == false);
}

}  // namespace qp::store
