// SPDX-License-Identifier: EUPL-1.2
#include "core/store/content.h"

#include <doctest/doctest.h>

#include <array>

#include "core/base/seeded_random.h"
#include "core/base/utf8.h"
#include "core/store/test_content.h"
#include "core/store/test_files.h"

namespace qp::store {

using domain::EntityKind;

TEST_CASE("a page of changes and the cursor after it arrive together") {
    Content content = *Content::open(":memory:");
    const domain::Idea idea = test_idea(1, "Mehr Bänke");
    const Bytes cursor{1, 2, 3};
    const auto applied = content.apply({change_of(idea, 7)}, cursor);
    REQUIRE(applied);
    CHECK(applied->applied == 1);
    CHECK(*content.cursor() == cursor);
    CHECK(*content.last_seq() == 7);
    CHECK(content.idea(idea.id)->value().idea == idea);
    CHECK_FALSE(content.idea(idea.id)->value().supports);

    REQUIRE(content.apply({}, {}));
    CHECK(*content.cursor() == cursor);
}

TEST_CASE("an older change does not undo a newer one") {
    Content content = *Content::open(":memory:");
    domain::Idea idea = test_idea(1, "Alt");
    const Change older = change_of(idea, 5);
    idea.title = "Neu";
    REQUIRE(content.apply({change_of(idea, 8)}, {}));
    CHECK(content.apply({older}, {})->applied == 0);
    CHECK(content.idea(idea.id)->value().idea.title == "Neu");
    CHECK(search(content, "alt") == 0);
}

TEST_CASE("a tombstone takes an idea from lists and search") {
    Content content = *Content::open(":memory:");
    const domain::Idea idea = test_idea(1, "Mehr Bänke");
    REQUIRE(content.apply({change_of(idea, 1)}, {}));
    CHECK(search(content, "bänke") == 1);
    REQUIRE(content.apply({{EntityKind::idea, idea.id, 2, "mitte", 1, std::nullopt}}, {}));
    CHECK(search(content, "bänke") == 0);
    CHECK(content.ideas({})->total == 0);
    CHECK_FALSE(*content.idea(idea.id));
    CHECK_FALSE(content.entity(EntityKind::idea, idea.id)->value().payload);
}

TEST_CASE("an erased idea's words stand in no file") {
    TestFolder folder;
    auto content = Content::open(folder.file("content.db"));
    REQUIRE(content);
    std::vector<Change> changes;
    for (std::uint32_t i = 1; i <= 50; ++i) {
        changes.push_back(change_of(test_idea(i, "Mehr Bänke"), i));
    }
    const domain::Idea secret = test_idea(99, "Wolpertinger", "Gehege am Quittenweg");
    changes.push_back(change_of(secret, 51));
    REQUIRE(content->apply(changes, {}));
    CHECK(folder.holds("olpertinger"));
    REQUIRE(content->apply({{EntityKind::idea, secret.id, 52, "mitte", 1, std::nullopt}}, {}));
    CHECK_FALSE(folder.holds("olpertinger"));
    CHECK_FALSE(folder.holds("uittenweg"));
    IdeaQuery query;
    query.text = "bänke";
    CHECK(content->ideas(query)->total == 50);
}

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("a reader in the way delays the end of erased words, and no longer") {
    TestFolder folder;
    auto content = Content::open(folder.file("content.db"));
    auto screen = Content::open(folder.file("content.db"));
    REQUIRE(content);
    REQUIRE(screen);
    const domain::Idea secret = test_idea(99, "Wolpertinger", "Gehege am Quittenweg");
    REQUIRE(content->apply({change_of(secret, 1)}, Bytes{1}));
    {
        auto reading = Transaction::read(screen->database());
        REQUIRE(reading);
        REQUIRE(screen->idea(secret.id));
        REQUIRE(content->apply({{EntityKind::idea, secret.id, 2, "mitte", 1, std::nullopt}}, {}));
        CHECK(folder.holds("olpertinger"));
    }
    REQUIRE(content->apply({}, Bytes{1}));
    CHECK_FALSE(folder.holds("olpertinger"));
}
#endif

TEST_CASE("a payload that does not decode is kept, counted and shown nowhere") {
    Content content = *Content::open(":memory:");
    const Id id = test_id(3);
    const auto applied = content.apply({{EntityKind::idea, id, 1, "mitte", 1, Bytes{1, 2, 3}}}, {});
    REQUIRE(applied);
    CHECK(applied->damaged == 1);
    CHECK(*content.damaged() == 1);
    CHECK(content.ideas({})->total == 0);
    CHECK_FALSE(*content.idea(id));
    CHECK(*content.entity(EntityKind::idea, id)->value().payload == Bytes{1, 2, 3});
    // A sound one comes later.
    domain::Idea idea = test_idea(3, "Heil");
    idea.id = id;
    REQUIRE(content.apply({change_of(idea, 2)}, {}));
    CHECK(*content.damaged() == 0);
    CHECK(content.ideas({})->total == 1);
}

TEST_CASE("an entity under another's id counts as damaged") {
    Content content = *Content::open(":memory:");
    Change change = change_of(test_idea(1, "Bank"), 1);
    change.id = test_id(2);
    CHECK(content.apply({change}, {})->damaged == 1);
}

TEST_CASE("a kind of a newer version is kept as it is") {
    Content content = *Content::open(":memory:");
    const Change change{static_cast<EntityKind>(77), test_id(1), 4, "city", 3, Bytes{9, 9}};
    CHECK(content.apply({change}, {})->damaged == 0);
    CHECK(content.changes_since(0, {"city"}, 10, 1000)->at(0) == change);
}

TEST_CASE("the newest come first, whatever the order they arrived in") {
    Content content = *Content::open(":memory:");
    REQUIRE(
        content.apply({change_of(test_idea(2, "Zweite"), 1), change_of(test_idea(3, "Dritte"), 2),
                       change_of(test_idea(1, "Erste"), 3)},
                      {}));
    const auto page = content.ideas({});
    REQUIRE(page);
    REQUIRE(page->items.size() == 3);
    CHECK(page->items[0].idea.title == "Dritte");
    CHECK(page->items[2].idea.title == "Erste");
}

TEST_CASE("thousands of ideas of one second are all listed") {
    Content content = *Content::open(":memory:");
    std::vector<Change> changes;
    for (std::uint32_t i = 1; i <= 2500; ++i) {
        domain::Idea idea = test_idea(i, "Bank " + std::to_string(i));
        idea.steps[0].at = test_time(0);
        changes.push_back(change_of(idea, i));
    }
    REQUIRE(content.apply(changes, {}));
    IdeaQuery all;
    all.limit = 3000;
    CHECK(content.ideas(all)->items.size() == 2500);
}

TEST_CASE("theme, quarter and ring narrow a list and its total") {
    Content content = *Content::open(":memory:");
    domain::Idea here = test_idea(1, "Bank im Park");
    here.theme = domain::Theme::quality;
    domain::Idea there = test_idea(2, "Bank am See");
    there.quarter = "heepen";
    there.steps.push_back({domain::IdeaStatus::done, test_time(9), "Steht."});
    REQUIRE(content.apply({change_of(here, 1), change_of(there, 2)}, {}));

    IdeaQuery query;
    query.theme = domain::Theme::quality;
    CHECK(content.ideas(query)->total == 1);
    CHECK(content.ideas(query)->items[0].idea.id == here.id);
    query.text = "bank";
    CHECK(content.ideas(query)->total == 1);
    query = {};
    query.quarter = "heepen";
    CHECK(content.ideas(query)->items[0].idea.id == there.id);
    query = {};
    query.ring = domain::Ring::done;
    CHECK(content.ideas(query)->total == 1);
    query.quarter = "mitte";
    CHECK(content.ideas(query)->total == 0);
}

TEST_CASE("supports order a list, and unknown comes after few") {
    Content content = *Content::open(":memory:");
    const domain::Idea few = test_idea(1, "Wenig");
    const domain::Idea many = test_idea(2, "Viel");
    const domain::Idea unknown = test_idea(3, "Unbekannt");
    // One tally comes before its idea, one after.
    REQUIRE(content.apply({support(many.id, 40, 1), change_of(few, 2), change_of(many, 3),
                           change_of(unknown, 4), support(few.id, 5, 5)},
                          {}));
    IdeaQuery query;
    query.order = Order::most_supported;
    const auto page = content.ideas(query);
    REQUIRE(page->items.size() == 3);
    CHECK(page->items[0].supports->total() == 40);
    CHECK(page->items[1].supports->total() == 5);
    CHECK_FALSE(page->items[2].supports);
}

TEST_CASE("pages do not overlap, and a page beyond the end is empty") {
    Content content = *Content::open(":memory:");
    std::vector<Change> changes;
    for (std::uint32_t i = 1; i <= 45; ++i) changes.push_back(change_of(test_idea(i, "Bank"), i));
    REQUIRE(content.apply(changes, {}));
    IdeaQuery query;
    query.offset = 40;
    CHECK(content.ideas(query)->items.size() == 5);
    CHECK(content.ideas(query)->total == 45);
    query.offset = 100;
    CHECK(content.ideas(query)->items.empty());
}

TEST_CASE("search forgives umlauts, typing errors and unfinished words") {
    Content content = *Content::open(":memory:");
    REQUIRE(
        content.apply({change_of(test_idea(1, "Bänke am Kesselbrink", "Straße ohne Schatten"), 1),
                       change_of(test_idea(2, "Spielplatz am Obersee"), 2)},
                      {}));
    for (const char* typed : {"Bänke", "Baenke", "Banke", "BÄNKE", "bän", "Strasse", "Straße",
                              "Kesselbrnk", "Keselbrink", "Kesslebrink", "Kessellbrink", "kasselb",
                              "banke kesselbrink", "schatten b"}) {
        CAPTURE(typed);
        CHECK(search(content, typed) == 1);
    }
    CHECK(search(content, "am") == 2);
    CHECK(search(content, "banke spielplatz") == 0);
    CHECK(search(content, "xylophon") == 0);
    CHECK(search(content, "\"*()^:-' OR NOT") == 0);
    CHECK(search(content, "?!") == 2);
}

TEST_CASE(
    "a beginning of very many words: each page is the one that any other way of asking gives") {
    Content content = *Content::open(":memory:");
    std::vector<Change> changes;
    for (std::uint32_t i = 1; i <= 120; ++i) {
        // 60 different words, more than are named one by one; each in two ideas.
        const std::string word = {static_cast<char>('a' + i % 60 / 10),
                                  static_cast<char>('a' + i % 10)};
        domain::Idea idea = test_idea(i, "Spiel" + word);
        idea.quarter = "mitte";
        changes.push_back(change_of(idea, i));
    }
    REQUIRE(content.apply(changes, {}));
    for (const std::uint32_t offset : {0u, 20u, 110u, 119u, 120u, 500u}) {
        CAPTURE(offset);
        IdeaQuery all;
        all.text = "spiel";
        all.offset = offset;
        IdeaQuery filtered = all;
        filtered.quarter = "mitte";  // counts and page are asked for apart
        const auto one = content.ideas(all);
        const auto other = content.ideas(filtered);
        REQUIRE((one && other));
        CHECK(one->total == 120);
        CHECK(other->total == 120);
        REQUIRE(one->items.size() == other->items.size());
        CHECK(one->items.size() == (offset >= 120 ? 0 : std::min(20u, 120 - offset)));
        for (std::size_t i = 0; i < one->items.size(); ++i)
            CHECK(one->items[i].idea.id == other->items[i].idea.id);
    }
}

TEST_CASE("one typing error in a word of four letters or more is found again") {
    constexpr std::array kWords{"Trinkbrunnen", "Bänke",       "Zebrastreifen", "Bücherbox",
                                "Jöllenbeck",   "Schatten",    "Haltestelle",   "Spielplatz",
                                "Straßenfest",  "Werkstatt",   "Nachbarn",      "Gießkanne",
                                "Bäume",        "Wochenmarkt", "Beleuchtung",   "Скамейки"};
    Content content = *Content::open(":memory:");
    std::vector<Change> changes;
    for (std::uint32_t i = 0; i < kWords.size(); ++i) {
        changes.push_back(change_of(test_idea(i + 1, "Idee zu " + std::string{kWords[i]}), i + 1));
    }
    REQUIRE(content.apply(changes, {}));
    SeededRandom random{5};
    int found = 0;
    int tried = 0;
    for (std::uint32_t i = 0; i < kWords.size(); ++i) {
        for (int round = 0; round < 40; ++round) {
            const std::string typed = mistyped(random, kWords[i]);
            IdeaQuery query;
            query.text = typed;
            const auto page = content.ideas(query);
            REQUIRE(page);
            ++tried;
            bool is_there = false;
            for (const FoundIdea& item : page->items) {
                is_there = is_there || item.idea.id == test_id(i + 1);
            }
            if (is_there) {
                ++found;
            } else {
                MESSAGE("not found: " << typed << " for " << kWords[i]);
            }
        }
    }
    CHECK(found == tried);
}

TEST_CASE("ideas like a draft share its rare words") {
    Content content = *Content::open(":memory:");
    std::vector<Change> changes;
    for (std::uint32_t i = 1; i <= 40; ++i) {
        changes.push_back(change_of(test_idea(i, "Mehr Grün im Viertel", "Das wäre schön."), i));
    }
    changes.push_back(change_of(test_idea(50, "Trinkbrunnen am Obersee", "Mehr Wasser."), 50));
    changes.push_back(change_of(test_idea(51, "Brücke am Obersee", "Mehr Wege."), 51));
    REQUIRE(content.apply(changes, {}));
    const auto like =
        content.similar_ideas("Mehr Trinkbrunnen, vielleicht am Obersee? Mehr Wasser für alle", 3);
    REQUIRE(like);
    REQUIRE_FALSE(like->empty());
    CHECK(like->at(0).idea.id == test_id(50));
    CHECK(content.similar_ideas("Xylophon", 3)->empty());
    CHECK(content.similar_ideas("", 3)->empty());
}

TEST_CASE("the city's next number is one higher, and many are published at once") {
    Content content = *Content::open(":memory:");
    const domain::Idea one = test_idea(1, "Eins");
    const domain::Idea two = test_idea(2, "Zwei");
    CHECK(*content.publish({publication_of(one), publication_of(two)}) == 2);
    CHECK(*content.publish(EntityKind::idea, one.id, "mitte", 1, std::nullopt) == 3);
    CHECK(*content.publish(std::vector<Publication>{}) == 3);
    const auto changes = content.changes_since(1, {"mitte", "city"}, 10, 1 << 20);
    REQUIRE(changes);
    REQUIRE(changes->size() == 2);
    CHECK(changes->at(0).id == two.id);
    CHECK_FALSE(changes->at(1).payload);
    CHECK(content.some(EntityKind::idea, 0, 10)->size() == 1);
    CHECK(content.some(EntityKind::idea, 2, 10)->empty());
}

TEST_CASE("what no device could read is not published, nor anything with it") {
    Content content = *Content::open(":memory:");
    const auto refused = content.publish({publication_of(test_idea(1, "Gut")),
                                          {EntityKind::actor, test_id(2), "city", 1, Bytes{0xff}}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::bad_argument);
    CHECK(*content.last_seq() == 0);
}

TEST_CASE("pull gives only the scopes asked for, in order and bounded") {
    Content content = *Content::open(":memory:");
    std::vector<Publication> publications;
    for (std::uint32_t i = 1; i <= 30; ++i) {
        domain::Idea idea = test_idea(i, "Bank");
        idea.quarter = i % 2 == 0 ? "mitte" : "heepen";
        publications.push_back(publication_of(idea));
    }
    REQUIRE(content.publish(publications));
    const auto mitte = content.changes_since(0, {"mitte"}, 100, 1 << 20);
    CHECK(mitte->size() == 15);
    CHECK(mitte->front().seq == 2);
    CHECK(content.changes_since(0, {"mitte"}, 4, 1 << 20)->size() == 4);
    CHECK(content.changes_since(0, {"mitte"}, 100, 1)->size() == 1);
    CHECK(content.changes_since(0, {}, 100, 1 << 20)->empty());
}

TEST_CASE("after a restored city sent everything again, only that is left") {
    Content content = *Content::open(":memory:");
    const domain::Idea stays = test_idea(1, "Bleibt");
    const domain::Idea lost = test_idea(2, "Verloren");
    REQUIRE(content.apply({change_of(stays, 90), change_of(lost, 91)}, Bytes{1}));
    REQUIRE(content.begin_rebuild());
    CHECK(content.cursor()->empty());
    CHECK(content.ideas({})->total == 2);
    REQUIRE(content.apply({change_of(stays, 3)}, {}));
    REQUIRE(content.finish_rebuild(Bytes{2}));
    CHECK(content.ideas({})->total == 1);
    CHECK(search(content, "verloren") == 0);
    CHECK(search(content, "bleibt") == 1);
    CHECK(*content.last_seq() == 3);
    CHECK(*content.cursor() == Bytes{2});
}

TEST_CASE("indexes are made again where a program indexes otherwise") {
    TestFolder folder;
    {
        auto content = Content::open(folder.file("content.db"));
        REQUIRE(
            content->apply({change_of(test_idea(1, "Bänke"), 1), support(test_id(1), 10, 2)}, {}));
        REQUIRE(content->database().run(
            "UPDATE meta SET value = x'00' WHERE key = 'index_version';"
            "DELETE FROM ideas; DELETE FROM vocabulary; DELETE FROM idea_counts"));
    }
    auto content = Content::open(folder.file("content.db"));
    REQUIRE(content);
    CHECK(search(*content, "baenke") == 1);
    CHECK(content->ideas({})->total == 1);
    IdeaQuery query;
    query.order = Order::most_supported;
    CHECK(content->ideas(query)->items[0].supports->total() == 10);
}

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("two connections see each other's commits") {
    TestFolder folder;
    auto writer = Content::open(folder.file("content.db"));
    auto reader = Content::open(folder.file("content.db"));
    REQUIRE(reader);
    REQUIRE(writer->publish({publication_of(test_idea(1, "Bank"))}));
    CHECK(reader->ideas({})->total == 1);
    CHECK(*reader->publish({publication_of(test_idea(2, "Baum"))}) == 2);
    CHECK(writer->ideas({})->total == 2);
}
#endif

}  // namespace qp::store
