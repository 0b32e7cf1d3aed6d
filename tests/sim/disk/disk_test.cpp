// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/store/database.h"
#include "tests/sim/disk/disk_vfs.h"

namespace qp::sim {
namespace {

constexpr store::Migration kTable[] = {{1, "CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB) STRICT"}};

class StillClock final : public Clock {
public:
    Instant now() override { return instant(1795431600000); }
};

struct Machine {
    explicit Machine(std::uint64_t seed) : random{seed}, disk{seed + 1}, vfs{clock, random} {
        vfs.add("a", disk);
    }
    StillClock clock;
    SeededRandom random;
    Disk disk;
    DiskVfs vfs;
};

// Adds rows until the machine stops. How many were committed, and whether one more was on its way.
int add_rows(Machine& machine, int from, int upto) {
    auto database = store::Database::open("a/t.db", kTable);
    if (!database) return from - 1;
    for (int n = from; n <= upto; ++n) {
        auto statement = database->prepare("INSERT INTO t VALUES(?1, randomblob(700))");
        if (!statement || !statement->bind(1, n).run()) return n - 1;
        if (machine.disk.is_stopped()) return n;
        if (n % 7 == 0 && !database->checkpoint()) return n;
    }
    return upto;
}

int rows(store::Database& database) {
    auto statement = database.prepare("SELECT count(*), max(n) FROM t");
    REQUIRE(statement);
    REQUIRE(statement->step().value_or(false));
    CHECK(statement->integer(0) == statement->integer(1));
    return static_cast<int>(statement->integer(0));
}

void check_after(Disk::After after, std::uint64_t seed) {
    Machine machine{seed};
    int committed = 0;
    for (int round = 0; round < 6; ++round) {
        machine.disk.stop_after(1 + machine.random.below(60));
        committed = std::max(committed, add_rows(machine, committed + 1, committed + 30));
        machine.disk.stop();
        machine.disk.start(after);
        machine.disk.do_not_stop();
        auto database = store::Database::open("a/t.db", kTable);
        REQUIRE_MESSAGE(database, database.error().detail);
        REQUIRE(database->check());
        const int held = rows(*database);
        // The one that was on its way may be there: nobody was told, and nobody is harmed.
        CHECK_MESSAGE(held >= committed, "seed " << seed);
        CHECK_MESSAGE(held <= committed + 1, "seed " << seed);
        committed = held;
    }
}

}  // namespace

TEST_CASE("a power cut at any write or sync leaves what was committed, and a sound file") {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) check_after(Disk::After::power_cut, seed);
}

TEST_CASE("a process killed at any write or sync leaves what was committed, and a sound file") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) check_after(Disk::After::kill, seed);
}

TEST_CASE("a power cut takes what was never synced") {
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Machine machine{seed};
        {
            auto database = store::Database::open("a/t.db", kTable);
            REQUIRE(database);
            REQUIRE(database->run("PRAGMA synchronous=OFF"));
            REQUIRE(database->run("INSERT INTO t VALUES(1, randomblob(3000))"));
            machine.disk.stop();
        }
        machine.disk.start(Disk::After::power_cut);
        auto database = store::Database::open("a/t.db", kTable);
        REQUIRE(database);
        lost += rows(*database) == 0 ? 1 : 0;
    }
    CHECK(lost > 5);
    CHECK(lost < 20);
}

TEST_CASE("a disk that lies about syncs goes back to one moment, never to before it began to lie") {
    bool has_ever_lost = false;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Machine machine{seed};
        REQUIRE(add_rows(machine, 1, 20) == 20);
        machine.disk.begin_to_lie();
        // Each time the log is made and removed again.
        for (int n = 21; n < 40; n += 5) REQUIRE(add_rows(machine, n, n + 4) == n + 4);
        machine.disk.stop();
        machine.disk.start(Disk::After::power_cut);
        auto database = store::Database::open("a/t.db", kTable);
        REQUIRE_MESSAGE(database, database.error().detail);
        REQUIRE(database->check());
        const int held = rows(*database);
        CHECK(held >= 20);
        CHECK((held == 40 || machine.disk.has_lost()));
        has_ever_lost |= held < 40;
    }
    CHECK(has_ever_lost);
}

TEST_CASE("what a killed process had not synced is on disk before anybody reads it") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Machine machine{seed};
        REQUIRE(store::Database::open("a/t.db", kTable));
        machine.disk.stop_after(1 + machine.random.below(12));
        add_rows(machine, 1, 3);
        machine.disk.stop();
        machine.disk.start(Disk::After::kill);
        machine.disk.do_not_stop();
        int seen = 0;
        {
            auto database = store::Database::open("a/t.db", kTable);
            REQUIRE(database);
            seen = rows(*database);
            machine.disk.stop();
        }
        machine.disk.start(Disk::After::power_cut);
        auto database = store::Database::open("a/t.db", kTable);
        REQUIRE(database);
        CHECK_MESSAGE(rows(*database) == seen, "seed " << seed);
    }
}

// All that another file holds, without waiting for the disk, and then the power goes.
void copy_and_stop(Machine& machine, bool adds_one, bool makes_checkpoint) {
    auto source = store::Database::open("a/t.db", kTable);
    auto first = store::Database::open("a/first.db", kTable);
    REQUIRE(source);
    REQUIRE(first);
    REQUIRE(first->replace_with(*source, store::Database::Durable::with_checkpoint));
    REQUIRE(rows(*first) == 40);
    if (adds_one) REQUIRE(first->run("INSERT INTO t VALUES(41, randomblob(700))"));
    if (makes_checkpoint) REQUIRE(first->checkpoint());
    machine.disk.stop();
}

TEST_CASE("a first copy that waits for no disk is there whole after a power cut, or not at all") {
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Machine machine{seed};
        REQUIRE(add_rows(machine, 1, 40) == 40);
        // A commit after it waits, and so does a checkpoint.
        const bool adds_one = seed % 3 == 1;
        const bool makes_checkpoint = seed % 3 == 2;
        copy_and_stop(machine, adds_one, makes_checkpoint);
        machine.disk.start(Disk::After::power_cut);
        auto first = store::Database::open("a/first.db", kTable);
        REQUIRE_MESSAGE(first, first.error().detail);
        REQUIRE(first->check());
        const int held = rows(*first);
        const bool is_lost = held == 0 && !adds_one && !makes_checkpoint;
        CHECK_MESSAGE((is_lost || held == (adds_one ? 41 : 40)), "seed " << seed);
        lost += is_lost ? 1 : 0;
    }
    CHECK(lost > 0);
}

TEST_CASE("a full disk refuses a commit and keeps what is there") {
    Machine machine{1};
    auto database = store::Database::open("a/t.db", kTable);
    REQUIRE(database);
    REQUIRE(database->run("INSERT INTO t VALUES(1, randomblob(3000))"));
    machine.disk.set_capacity(1);
    const auto refused = database->run("INSERT INTO t VALUES(2, randomblob(90000))");
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::no_space);
    machine.disk.set_capacity(std::uint64_t{1} << 30);
    CHECK(rows(*database) == 1);
    CHECK(database->run("INSERT INTO t VALUES(2, randomblob(90000))"));
}

TEST_CASE("two connections see each other's commits, and a writer keeps another out") {
    Machine machine{1};
    auto one = store::Database::open("a/t.db", kTable);
    auto two = store::Database::open("a/t.db", kTable);
    REQUIRE(one);
    REQUIRE(two);
    {
        auto transaction = store::Transaction::begin(*one);
        REQUIRE(transaction);
        REQUIRE(one->run("INSERT INTO t VALUES(1, x'00')"));
        const auto kept_out = store::Transaction::begin(*two);
        REQUIRE(!kept_out);
        CHECK(kept_out.error().code == Code::timeout);
        CHECK(rows(*two) == 0);
        REQUIRE(transaction->commit());
    }
    CHECK(rows(*two) == 1);
}

TEST_CASE("a run repeats: the same seed leaves the same bytes") {
    const auto files_of = [](std::uint64_t seed) {
        Machine machine{seed};
        machine.disk.stop_after(40);
        add_rows(machine, 1, 30);
        machine.disk.stop();
        machine.disk.start(Disk::After::power_cut);
        return machine.disk.files();
    };
    CHECK(files_of(3) == files_of(3));
    CHECK(files_of(3) != files_of(4));
}

}  // namespace qp::sim
