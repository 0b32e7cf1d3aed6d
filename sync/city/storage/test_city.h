// SPDX-License-Identifier: EUPL-1.2
// A city on disk for tests: a folder of its own, keys, a clock that stands, randomness that
// repeats.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/seeded_random.h"
#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/operation_log.h"
#include "sync/city/storage/storage.h"

namespace qp::city::storage {

class TestFolder {
public:
    TestFolder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "quartierpuls-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }

    // Whether these bytes stand in any file below.
    bool holds(const std::string& words) const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{path_}) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in{entry.path(), std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
            if (bytes.find(words) != std::string::npos) return true;
        }
        return false;
    }

private:
    std::string path_;
};

class StandingClock final : public Clock {
public:
    Instant now() override { return std::atomic_ref{at}.load(); }
    // Storage's own threads may be looking.
    void advance(Milliseconds by) { std::atomic_ref{at}.store(at + by); }
    Instant at = *from_iso("2026-11-23T12:00:00Z");
};

class FreeRoom final : public store::Room {
public:
    std::uint64_t free_bytes() override { return bytes; }
    std::atomic<std::uint64_t> bytes = 1u << 30;
};

struct TestCity {
    TestFolder folder;
    DataFiles files{folder.path()};
    StandingClock clock;
    SeededRandom random{7};
    FreeRoom room;
    KeyStore keys = *KeyStore::create(files.keys, "Teststadt", random, clock.at);

    const ops::City& city() const { return keys.city(); }

    // Somebody's idea, sealed and signed as a device does it.
    ops::Contribution idea(const Id& id, const std::string& title, const std::string& text = "") {
        ops::IdeaSubmit submit;
        submit.idea = id;
        submit.title = title;
        submit.text = text;
        submit.quarter = "mitte";
        submit.language = "de";
        return *ops::contribute(keys.list(), {ops::OpType::idea_submit, 1, encode(submit)}, Id{},
                                clock.at, random);
    }
    // The next operation of that idea's chain.
    template <class Payload>
    ops::Contribution next(const ops::Contribution& before, const Payload& payload) {
        return *ops::contribute_again(keys.list(), before.author, before.chain,
                                      {Payload::kType, 1, encode(payload)}, Id{}, clock.at, random);
    }
    ops::Batch batch(const ops::Contribution& contribution) {
        return *ops::decode_batch(contribution.batch, city());
    }
    Id new_id() { return random_id<Id>(random); }

    std::vector<ops::Outcome> take(OperationLog& log, const ops::Contribution& contribution) {
        auto transaction = store::Transaction::begin(log.database());
        auto outcomes = log.take(batch(contribution), contribution.batch, clock.at);
        REQUIRE(outcomes);
        REQUIRE(transaction->commit());
        return *outcomes;
    }
    ops::SignedBallot ballot(const Id& poll, std::uint8_t choice, std::uint64_t voter,
                             std::uint32_t revision = 1) {
        SeededRandom seeded{voter};
        ops::Seed secret{};
        seeded.fill(secret);
        ops::Ballot made;
        made.poll = poll;
        made.choice = choice;
        made.revision = revision;
        return ops::sign_ballot(city().id, ops::nullifier_key(secret, city().id, poll), made);
    }
};

}  // namespace qp::city::storage
