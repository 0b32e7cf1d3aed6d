// SPDX-License-Identifier: EUPL-1.2
#include "core/store/database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>
#include <vector>

#include "core/base/seeded_random.h"
#include "core/store/set_aside.h"
#include "core/store/test_files.h"

namespace qp::store {

namespace {

constexpr std::array<Migration, 1> kFirst{{{1, "CREATE TABLE notes(text TEXT NOT NULL) STRICT"}}};
constexpr std::array<Migration, 2> kSecond{
    {{1, "CREATE TABLE notes(text TEXT NOT NULL) STRICT"},
     {2, "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"}}};
constexpr std::array<Migration, 2> kBroken{
    {{1, "CREATE TABLE notes(text TEXT NOT NULL) STRICT"},
     {2, "CREATE TABLE colours(name TEXT) STRICT; INSERT INTO nowhere VALUES(1)"}}};

constexpr std::array<Migration, 1> kWords{
    {{1, "CREATE VIRTUAL TABLE words USING fts5(text, prefix='2 3', detail=column)"}}};

Status note(Database& database, std::string_view text) {
    auto statement = database.prepare("INSERT INTO notes(text) VALUES(?1)");
    if (!statement) return fail(statement.error());
    return statement->bind(1, text).run();
}

std::int64_t notes(Database& database) {
    auto statement = database.prepare("SELECT count(*) FROM notes");
    REQUIRE(statement);
    REQUIRE(statement->step());
    return statement->integer(0);
}

std::int64_t pragma(Database& database, const std::string& name) {
    auto statement = database.prepare_once("PRAGMA " + name);
    REQUIRE(statement);
    REQUIRE(statement->step());
    return statement->integer(0);
}

}  // namespace

#ifndef __EMSCRIPTEN__
TEST_CASE("a new file that several open at once is one for each of them") {
    // A relay's intake and its way up: whoever comes second meets a file that is being made.
    constexpr int kRounds = 60;
    const TestFolder folder;
    std::atomic<int> refused = 0;
    for (int round = 0; round < kRounds; ++round) {
        const std::string path = folder.file("new" + std::to_string(round) + ".db");
        std::vector<std::thread> openers;
        for (int i = 0; i < 4; ++i)
            openers.emplace_back([&] {
                if (!Database::open(path, kFirst)) ++refused;
            });
        for (std::thread& opener : openers) opener.join();
    }
    CHECK(refused == 0);
}
#endif

TEST_CASE("a file keeps what was committed, and is written so that a commit is on disk") {
    TestFolder folder;
    {
        auto database = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(database);
        REQUIRE(note(*database, "eins"));
        CHECK(pragma(*database, "synchronous") == 2);
        CHECK(pragma(*database, "secure_delete") == 1);
        CHECK(pragma(*database, "foreign_keys") == 1);
    }
    auto again = Database::open(folder.file("a.db"), kFirst);
    REQUIRE(again);
    CHECK(notes(*again) == 1);
}

TEST_CASE("an older file is migrated, with everything in it") {
    TestFolder folder;
    {
        auto old = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(old);
        REQUIRE(note(*old, "eins"));
    }
    auto database = Database::open(folder.file("a.db"), kSecond);
    REQUIRE(database);
    CHECK(notes(*database) == 1);
    CHECK((pragma(*database, "user_version") & 0x3fff) == 2);
}

TEST_CASE("a migration that fails leaves the file as it was") {
    TestFolder folder;
    {
        auto old = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(old);
        REQUIRE(note(*old, "eins"));
    }
    CHECK_FALSE(Database::open(folder.file("a.db"), kBroken));
    auto database = Database::open(folder.file("a.db"), kFirst);
    REQUIRE(database);
    CHECK(notes(*database) == 1);
}

TEST_CASE("a newer program's file is told apart and not touched") {
    TestFolder folder;
    {
        auto newer = Database::open(folder.file("a.db"), kSecond);
        REQUIRE(newer);
        REQUIRE(note(*newer, "eins"));
    }
    const std::string before = folder.read("a.db");
    const auto refused = Database::open(folder.file("a.db"), kFirst);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::too_new);
    CHECK(folder.read("a.db") == before);
    CHECK(Database::open(folder.file("a.db"), kSecond));
}

TEST_CASE("what is no database of ours is damaged and not overwritten") {
    TestFolder folder;
    folder.write("text.db", std::string(5000, 'x'));
    const auto text = Database::open(folder.file("text.db"), kFirst);
    REQUIRE_FALSE(text);
    CHECK(text.error().code == Code::damaged);
    CHECK(folder.read("text.db") == std::string(5000, 'x'));

    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(folder.file("other.db").c_str(), &other) == SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE t(x)", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    const std::string before = folder.read("other.db");
    const auto foreign = Database::open(folder.file("other.db"), kFirst);
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == Code::damaged);
    CHECK(folder.read("other.db") == before);
}

TEST_CASE("a file that is cut short or overwritten in the middle is damaged") {
    TestFolder folder;
    {
        auto database = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(database);
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        for (int i = 0; i < 2000; ++i) REQUIRE(note(*database, std::string(100, 'n')));
        REQUIRE(transaction->commit());
    }
    const std::string sound = folder.read("a.db");
    REQUIRE(sound.size() > 100000);
    folder.write("cut.db", sound.substr(0, sound.size() / 2));
    std::string scribbled = sound;
    for (std::size_t i = sound.size() / 2; i < sound.size() / 2 + 9000; ++i) scribbled[i] = 'z';
    folder.write("scribbled.db", scribbled);
    std::string foreign = sound;
    foreign[47] = 9;  // the format of the schema, in the file's head
    folder.write("foreign.db", foreign);
    for (const char* name : {"cut.db", "scribbled.db", "foreign.db"}) {
        const std::string before = folder.read(name);
        const auto opened = Database::open(folder.file(name), kFirst);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == Code::damaged);
        CHECK(folder.read(name) == before);
    }
}

TEST_CASE("a row and its index that say different things are damage") {
    constexpr std::array<Migration, 1> kIndexed{
        {{1,
          "CREATE TABLE notes(text TEXT NOT NULL) STRICT; CREATE INDEX by_text ON notes(text)"}}};
    TestFolder folder;
    {
        auto database = Database::open(folder.file("a.db"), kIndexed);
        REQUIRE(database);
        REQUIRE(note(*database, "Bank am Teich"));
    }
    // Nothing of the file's form is wrong: the row would only never be found, and never erased.
    for (const bool is_first : {true, false}) {
        std::string rotten = folder.read("a.db");
        const std::size_t at = is_first ? rotten.find("am Teich") : rotten.rfind("am Teich");
        REQUIRE(at != std::string::npos);
        rotten[at] = 'e';
        folder.write("rotten.db", rotten);
        const auto opened = Database::open(folder.file("rotten.db"), kIndexed);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == Code::damaged);
    }
}

TEST_CASE("a bit that turned over in the words of the schema is damage, whatever it says now") {
    TestFolder folder;
    const auto try_each_bit = [&](std::span<const Migration> migrations, std::string_view words) {
        folder.write("sound.db", "");
        std::filesystem::remove(folder.file("sound.db"));
        REQUIRE(Database::open(folder.file("sound.db"), migrations));
        const std::string sound = folder.read("sound.db");
        const std::size_t begin = sound.find(words);
        REQUIRE(begin != std::string::npos);
        for (std::size_t bit = 8 * begin; bit < 8 * (begin + words.size()); ++bit) {
            std::string rotten = sound;
            rotten[bit / 8] = static_cast<char>(rotten[bit / 8] ^ 1 << bit % 8);
            folder.write("rotten.db", rotten);
            CAPTURE(rotten.substr(begin, words.size()));
            const auto opened = Database::open(folder.file("rotten.db"), migrations);
            REQUIRE_FALSE(opened);
            CHECK(opened.error().code == Code::damaged);
            CHECK(folder.read("rotten.db") == rotten);
        }
    };
    try_each_bit(kSecond, "colour TEXT NOT NULL DEFAULT 'red'");
    try_each_bit(kWords, "fts5(text, prefix='2 3', detail=column)");
}

TEST_CASE("a bit that turned over in the file's version never has a migration done twice") {
    TestFolder folder;
    REQUIRE(Database::open(folder.file("sound.db"), kSecond));
    const std::string sound = folder.read("sound.db");
    // The lowest 14 bits of user_version (SQLite's file format, 1.3).
    for (int bit = 0; bit < 14; ++bit) {
        CAPTURE(bit);
        std::string rotten = sound;
        const auto at = static_cast<std::size_t>(63 - bit / 8);
        rotten[at] = static_cast<char>(rotten[at] ^ 1 << bit % 8);
        folder.write("rotten.db", rotten);
        const auto opened = Database::open(folder.file("rotten.db"), kSecond);
        REQUIRE_FALSE(opened);
        CHECK((opened.error().code == Code::damaged || opened.error().code == Code::too_new));
        CHECK(folder.read("rotten.db") == rotten);
    }
}

TEST_CASE("what was deleted stands nowhere in the file, however pages were balanced meanwhile") {
    TestFolder folder;
    SeededRandom random{1};
    const auto secret = [](int number) { return "Geheim" + std::to_string(100'000 + number); };
    constexpr int kNotes = 400;
    {
        auto database = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(database);
        // Rows come in between others, so that full pages are shared out among their neighbours.
        for (int i = 0; i < kNotes; ++i) {
            const std::string text = secret(i) + std::string(random.below(700), 'x');
            auto add = database->prepare("INSERT INTO notes(rowid, text) VALUES(?1, ?2)");
            REQUIRE(add);
            REQUIRE(add->bind(1, std::int64_t{i * 7919 % kNotes}).bind(2, text).run());
        }
        for (int i = 0; i < kNotes; i += 2) {
            auto remove = database->prepare("DELETE FROM notes WHERE rowid = ?1");
            REQUIRE(remove);
            REQUIRE(remove->bind(1, std::int64_t{i * 7919 % kNotes}).run());
        }
        REQUIRE(database->checkpoint());
    }
    const std::string file = folder.read("a.db");
    std::size_t left = 0;
    for (int i = 0; i < kNotes; ++i) {
        const bool is_there = file.find(secret(i)) != std::string::npos;
        if (i % 2 == 0 && is_there) ++left;
        if (i % 2 == 1) CHECK(is_there);
    }
    CHECK(left == 0);
}

TEST_CASE("a file from before the schema was marked opens, and is marked from then on") {
    TestFolder folder;
    {
        auto database = Database::open(folder.file("a.db"), kSecond);
        REQUIRE(database);
        REQUIRE(note(*database, "eins"));
        REQUIRE(database->run("PRAGMA user_version = 2"));
    }
    auto database = Database::open(folder.file("a.db"), kSecond);
    REQUIRE(database);
    CHECK(notes(*database) == 1);
    CHECK(pragma(*database, "user_version") > 0x3fff);
    CHECK(Database::open(folder.file("a.db"), kSecond));
}

TEST_CASE("a table that is no longer what a migration made it is damaged") {
    auto database = Database::open(":memory:", {});
    REQUIRE(database);
    REQUIRE(database->run("CREATE TABLE city(id BLOB, kdys BLOB)"));
    const auto statement = database->prepare("SELECT id, keys FROM city");
    REQUIRE(!statement);
    CHECK(statement.error().code == Code::damaged);
    CHECK(database->prepare_once("SELECT id FROM cits").error().code == Code::damaged);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
    auto database = Database::open(":memory:", kFirst);
    REQUIRE(database);
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        REQUIRE(note(*database, "eins"));
    }
    CHECK(notes(*database) == 0);
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        REQUIRE(note(*database, "eins"));
        REQUIRE(transaction->commit());
    }
    CHECK(notes(*database) == 1);
}

TEST_CASE("a full disk is no_space, and what stood there stays") {
    auto database = Database::open(":memory:", kFirst);
    REQUIRE(database);
    REQUIRE(note(*database, "eins"));
    const std::string limit =
        "PRAGMA max_page_count=" + std::to_string(pragma(*database, "page_count"));
    REQUIRE(database->prepare_once(limit)->run());
    const auto refused = note(*database, std::string(100000, 'x'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::no_space);
    CHECK(notes(*database) == 1);
}

TEST_CASE("an empty text is not NULL, and bytes come back as they went") {
    auto database = Database::open(":memory:", kFirst);
    REQUIRE(database);
    CHECK(note(*database, {}));
    auto statement = database->prepare("SELECT ?1, ?2, ?3");
    REQUIRE(statement);
    const Bytes blob{0, 1, 0, 255};
    statement->bind(1, BytesView{}).bind(2, blob).bind_null(3);
    REQUIRE(statement->step());
    CHECK_FALSE(statement->is_null(0));
    CHECK(statement->blob(0).empty());
    CHECK(Bytes{statement->blob(1).begin(), statement->blob(1).end()} == blob);
    CHECK(statement->is_null(2));
    CHECK(statement->id(1) == Id{});
}

TEST_CASE("the same statement may be in use twice at a time") {
    auto database = Database::open(":memory:", kFirst);
    REQUIRE(database);
    constexpr const char* kSql = "SELECT ?1";
    auto first = database->prepare(kSql);
    auto second = database->prepare(kSql);
    REQUIRE(first->bind(1, 1).step());
    REQUIRE(second->bind(1, 2).step());
    CHECK(first->integer(0) == 1);
    CHECK(second->integer(0) == 2);
}

TEST_CASE("a copy is a database of its own") {
    TestFolder folder;
    auto database = Database::open(folder.file("a.db"), kFirst);
    REQUIRE(database);
    REQUIRE(note(*database, "eins"));
    REQUIRE(database->copy_to(folder.file("copy.db")));
    auto copy = Database::open(folder.file("copy.db"), kFirst);
    REQUIRE(copy);
    CHECK(notes(*copy) == 1);
    CHECK_FALSE(database->copy_to(folder.file("copy.db")));
}

TEST_CASE("a database kept aside is named by the second") {
    CHECK(aside_name("/data/local.db", instant(1795444325678)) ==
          "/data/local.db.aside-20261123T143205Z");
}

TEST_CASE("a log with room does not grow with commits, and what it holds is read again") {
    TestFolder folder;
    TestFolder after_a_crash;
    constexpr std::int64_t kRoom = 300'000;
    {
        auto database = Database::open(folder.file("a.db"), kFirst);
        REQUIRE(database);
        REQUIRE(database->keep_log_room(kRoom));
        REQUIRE(std::filesystem::file_size(folder.file("a.db-wal")) == kRoom);
        for (int i = 0; i < 20; ++i) REQUIRE(note(*database, "eins"));
        CHECK(std::filesystem::file_size(folder.file("a.db-wal")) == kRoom);
        // As a power cut would leave the files: nothing was moved out of the log yet.
        for (const char* name : {"a.db", "a.db-wal"}) after_a_crash.write(name, folder.read(name));
    }
    auto again = Database::open(after_a_crash.file("a.db"), kFirst);
    REQUIRE(again);
    CHECK(notes(*again) == 20);
}

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("making room in the log overwrites nothing that another connection has committed") {
    TestFolder folder;
    auto first = Database::open(folder.file("a.db"), kFirst);
    auto second = Database::open(folder.file("a.db"), kFirst);
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(note(*first, "eins"));
    REQUIRE(second->keep_log_room(200'000));
    REQUIRE(note(*first, "zwei"));
    REQUIRE(second->checkpoint());
    REQUIRE(note(*first, "drei"));
    CHECK(notes(*second) == 3);
}
#endif

TEST_CASE("a log with room keeps no erased word, and has its room again") {
    TestFolder folder;
    auto database = Database::open(folder.file("a.db"), kFirst);
    REQUIRE(database);
    REQUIRE(database->keep_log_room(200'000));
    REQUIRE(note(*database, "Vergissmeinnicht"));
    REQUIRE(database->run("DELETE FROM notes"));
    REQUIRE(database->checkpoint());
    CHECK_FALSE(folder.holds("Vergissmeinnicht"));
    CHECK(std::filesystem::file_size(folder.file("a.db-wal")) == 200'000);
}

}  // namespace qp::store
