// SPDX-License-Identifier: EUPL-1.2
// A kiosk without a network, for tests: what people entered there, and the bundles it makes.
#pragma once

#include <string>
#include <vector>

#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "sync/city/bundles/bundle_import.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::bundles {

struct TestKiosk {
    TestKiosk(storage::TestCity& the_city, std::uint64_t seed)
        : city{the_city}, random{seed}, key{ops::KeyPair::generate(random)} {}

    void write_idea(const std::string& title) {
        const Id id = random_id<Id>(random);
        ideas.push_back(id);
        batches.push_back(city.idea(id, title).batch);
    }
    void support(const Id& poll, std::uint64_t voter) {
        ballots.push_back(city.ballot(poll, ops::kChoiceSupport, voter).bytes);
    }
    Bytes bundle() {
        std::vector<ops::BundlePart> parts;
        const std::vector<BytesView> operations{batches.begin(), batches.end()};
        if (!operations.empty())
            parts.push_back(
                {ops::BundlePart::Kind::push, ops::encode_push(city.city().id, operations)});
        const std::vector<BytesView> cast{ballots.begin(), ballots.end()};
        if (!cast.empty())
            parts.push_back({ops::BundlePart::Kind::ballots,
                             ops::encode_ballots_request(city.city().id, cast, &key)});
        return seal(parts);
    }
    Bytes seal(const std::vector<ops::BundlePart>& parts) {
        ops::BundleLabel label;
        label.id = random_id<ops::BundleId>(random);
        label.number = ++number;
        label.scopes = {"city", "mitte"};
        const auto file =
            ops::seal_bundle(city.keys.list(), key, label, parts, city.clock.at, random);
        REQUIRE(file);
        return *file;
    }

    storage::TestCity& city;
    SeededRandom random;
    ops::KeyPair key;
    std::vector<Id> ideas;
    std::vector<Bytes> batches;
    std::vector<Bytes> ballots;
    std::uint64_t number = 0;
};

// The city's side: its databases opened as `bundle import` opens them.
struct Desk {
    Desk(storage::TestCity& the_city, std::vector<ops::PublicKey> enrolled)
        : city{the_city},
          answers{city.folder.file("answers")},
          storage{*storage::Storage::open(
              city.files, {city.clock, city.random, city.room}, [](std::uint64_t) {},
              storage::Threads::none)},
          import{{city.keys, *storage, answers, city.clock, city.random, std::move(enrolled)}} {}

    storage::TestCity& city;
    AnswerStore answers;
    std::unique_ptr<storage::Storage> storage;
    BundleImport import;
};

}  // namespace qp::city::bundles
