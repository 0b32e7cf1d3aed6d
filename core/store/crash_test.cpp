// SPDX-License-Identifier: EUPL-1.2
// For real: a process that saves is killed at any moment, and what it said to be saved is there.
#ifndef __EMSCRIPTEN__
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/ops/payloads.h"
#include "core/ops/sealing.h"
#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

namespace {

constexpr int kKills = 50;

// Saves until it is killed, and says each id only once it is Saved. Never returns.
[[noreturn]] void save_for_ever(const std::string& path, std::uint64_t seed, int out) {
    const ops::TestCity city;
    StandingClock clock;
    FakeRoom room;
    SeededRandom random{seed};
    auto local = Local::open(path, DeviceKind::kiosk, random, clock, room);
    if (!local || !local->set_city(city.keys)) _exit(2);
    for (;;) {
        const auto saved = local->save_idea(draft("Bank"));
        if (!saved) _exit(3);
        const std::string line = saved->id().hex() + "\n";
        if (write(out, line.data(), line.size()) < 0) _exit(4);
    }
}

// Blocks until something has been said; empty: it ended without a word.
std::string read_first(int in) {
    char buffer[4096];
    const ssize_t size = read(in, buffer, sizeof buffer);
    return {buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string read_all(int in) {
    std::string all;
    char buffer[4096];
    for (ssize_t size = 0; (size = read(in, buffer, sizeof buffer)) > 0;) {
        all.append(buffer, static_cast<std::size_t>(size));
    }
    return all;
}

std::vector<Id> ids_of(const std::string& text) {
    std::vector<Id> ids;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const auto id = Id::from_hex(line);
        REQUIRE_MESSAGE(id, line);
        ids.push_back(*id);
    }
    return ids;
}

// As the city reads it.
Id idea_in(const ops::Batch& batch, const ops::TestCity& city) {
    const ops::Operation& sealed = batch.operations.front();
    const auto plain = ops::open_payload(
        city.city(), city.secrets, {batch.key(0), sealed.type, sealed.version}, sealed.payload);
    REQUIRE(plain);
    const auto submitted = ops::decode_idea_submit(*plain);
    REQUIRE(submitted);
    return submitted->idea;
}

}  // namespace

TEST_CASE("crash before / after local commit: what was said to be saved is there") {
    TestFolder folder;
    const std::string path = folder.file("local.db");
    SeededRandom random{77};
    std::vector<Id> said;
    for (int kill_number = 0; kill_number < kKills; ++kill_number) {
        int pipe_ends[2];
        REQUIRE(pipe(pipe_ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(pipe_ends[0]);
            save_for_ever(path, 1000 + static_cast<std::uint64_t>(kill_number), pipe_ends[1]);
        }
        close(pipe_ends[1]);
        // The first one comes when the file is open and a core is free for it: on a busy machine
        // that takes longer than all of what follows.
        const std::string first = kill_number % 5 == 0 ? "" : read_first(pipe_ends[0]);
        usleep(static_cast<useconds_t>(random.below(60000)));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        const auto ids = ids_of(first + read_all(pipe_ends[0]));
        said.insert(said.end(), ids.begin(), ids.end());
        close(pipe_ends[0]);
    }
    REQUIRE(said.size() >= kKills * 4 / 5);

    TestDevice device{DeviceKind::kiosk, true, path};
    REQUIRE(device.local.database().check());
    const auto pending = device.local.unsent(1000000, std::size_t{1} << 30);
    REQUIRE(pending);
    // One more may have been committed in each run, killed before it could say so.
    CHECK(pending->size() >= said.size());
    CHECK(pending->size() <= said.size() + kKills);
    std::set<Bytes> different;
    std::set<Id> held;
    for (const Pending& operation : *pending) {
        const auto batch = ops::decode_batch(operation.batch, device.city.city());
        REQUIRE(batch);
        different.insert(operation.batch);
        held.insert(idea_in(*batch, device.city));
    }
    CHECK(different.size() == pending->size());
    // Each one of them, and not only as many.
    for (const Id& id : said) CHECK_MESSAGE(held.count(id) == 1, id.hex());
}

}  // namespace qp::store
#endif
