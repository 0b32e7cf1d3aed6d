// SPDX-License-Identifier: EUPL-1.2
// A kiosk that never has a network: out by bundle, back by return.
#include <doctest/doctest.h>

#include "core/domain/idea.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::PackedBundle;
using store::Delivery;

namespace {

const std::vector<std::string> kScopes{"city", "mitte"};

ops::KeyPair kiosk_key(std::uint64_t seed) {
    SeededRandom random{seed};
    return ops::KeyPair::generate(random);
}

void publish(FakeCity& city, std::uint8_t number) {
    domain::Idea idea;
    idea.id = id_of(number);
    idea.title = "Idee " + std::to_string(number);
    idea.quarter = "mitte";
    idea.steps.push_back({domain::IdeaStatus::collected, kNoon, ""});
    city.publish(static_cast<std::uint8_t>(domain::EntityKind::idea), idea.id, "mitte",
                 domain::encode(idea));
}

// A kiosk, and the stick between it and its city.
struct Carried {
    explicit Carried(FakeCity& the_city, std::uint64_t seed = 1)
        : city{the_city},
          pair{kiosk_key(seed)},
          kiosk{the_city, {.seed = seed, .scopes = kScopes, .enrolled = pair}} {}

    ops::PublicKey key() const { return pair.public_key(); }

    std::vector<PackedBundle> pack() {
        std::vector<PackedBundle> packed;
        const auto done =
            kiosk.replica().pack_bundles(kiosk.clock.at, [&](const PackedBundle& one) {
                packed.push_back(one);
                return Status{};
            });
        REQUIRE_MESSAGE(done, done.error().detail);
        return packed;
    }
    std::vector<Bytes> hand_in(const std::vector<PackedBundle>& bundles) {
        std::vector<Bytes> answers;
        for (const PackedBundle& bundle : bundles) {
            auto answer = city.take_bundle(bundle.file, key());
            REQUIRE(answer);
            answers.push_back(std::move(*answer));
        }
        return answers;
    }
    Result<replica::TakenReturn> take(const Bytes& document, bool has_snapshot = true) {
        const auto held = kiosk.replica().city_keys();
        REQUIRE(held);
        const auto bundle = ops::decode_return(document, city.city().id, *held);
        REQUIRE(bundle);
        auto snapshot = city.snapshot(kScopes);
        return kiosk.replica().take_return(*bundle, has_snapshot ? &*snapshot : nullptr);
    }
    Bytes back(std::uint64_t version, std::vector<Bytes> answers = {}) {
        return city.return_document(key(), kScopes, version, std::move(answers));
    }
    std::uint32_t ideas() { return kiosk.content.ideas({})->total; }

    FakeCity& city;
    ops::KeyPair pair;
    FakeDevice kiosk;
};

}  // namespace

TEST_CASE("a kiosk that never met its city starts with a return: keys, content, then writing") {
    FakeCity city{1};
    publish(city, 1);
    Carried carried{city};
    CHECK(carried.kiosk.replica()
              .pack_bundles(kNoon, [](const PackedBundle&) { return Status{}; })
              .error()
              .code == Code::unavailable);
    const auto taken = carried.take(carried.back(100));
    REQUIRE(taken);
    CHECK(taken->has_taken_content);
    CHECK(carried.ideas() == 1);
    CHECK(carried.kiosk.state().has_content);
    carried.kiosk.save_idea("Bank");
    CHECK(carried.pack().size() == 1);
}

TEST_CASE("by hand: ideas and ballots come to received, and a bundle alone is no ack") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    const Id idea = carried.kiosk.save_idea("Bank");
    carried.kiosk.save_idea("Lampen");
    for (std::uint8_t i = 0; i < 70; ++i)
        REQUIRE(carried.kiosk.local.cast(id_of(i), 1, Milliseconds{0}));

    const auto bundles = carried.pack();
    REQUIRE(bundles.size() == 1);
    CHECK(bundles[0].contributions == 72);
    CHECK(carried.kiosk.state().waiting == 72);
    CHECK(carried.kiosk.delivery(idea) == Delivery::saved);

    const auto answers = carried.hand_in(bundles);
    CHECK(city.state.operations.size() == 2);
    CHECK(city.state.ballots.size() == 70);
    CHECK(carried.kiosk.state().waiting == 72);
    const auto taken = carried.take(carried.back(101, answers));
    REQUIRE(taken);
    CHECK(taken->receipts == 3);  // one push, two of ballots
    CHECK(carried.kiosk.state().waiting == 0);
    CHECK(carried.kiosk.delivery(idea) == Delivery::received);
    CHECK(carried.pack().empty());
}

TEST_CASE("a bundle handed in twice counts once, and the second answer is an ack as well") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    carried.kiosk.save_idea("Bank");
    REQUIRE(carried.kiosk.local.cast(id_of(1), 1, Milliseconds{0}));
    const auto bundles = carried.pack();
    carried.hand_in(bundles);
    const auto again = carried.hand_in(carried.pack());  // the first stick got lost on the way back
    CHECK(city.state.operations.size() == 1);
    CHECK(city.state.ballots.size() == 1);
    REQUIRE(carried.take(carried.back(101, again)));
    CHECK(carried.kiosk.state().waiting == 0);
}

TEST_CASE("older content never replaces newer content, and its receipts count all the same") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    carried.kiosk.save_idea("Bank");
    const auto answers = carried.hand_in(carried.pack());
    const Bytes older = carried.back(101, answers);
    publish(city, 1);
    REQUIRE(carried.take(carried.back(102)));
    CHECK(carried.ideas() == 1);
    CHECK(carried.kiosk.state().waiting == 1);

    const auto taken = carried.take(older);
    REQUIRE(taken);
    CHECK(taken->is_older);
    CHECK_FALSE(taken->has_taken_content);
    CHECK(carried.ideas() == 1);
    CHECK(carried.kiosk.state().waiting == 0);
    CHECK(carried.kiosk.replica().return_version().value() == 102);
}

TEST_CASE("what was pulled over the wire meanwhile is not replaced by an older snapshot") {
    FakeCity city{1};
    Carried carried{city};
    carried.kiosk.run(2s);
    publish(city, 1);
    const Bytes older = carried.back(100);
    auto snapshot = city.snapshot(kScopes);
    publish(city, 2);
    carried.kiosk.replica().city_changed();
    carried.kiosk.run(2s);
    CHECK(carried.ideas() == 2);
    const auto bundle = ops::decode_return(older, city.city().id, nullptr);
    REQUIRE(bundle);
    const auto taken = carried.kiosk.replica().take_return(*bundle, &*snapshot);
    REQUIRE(taken);
    CHECK(taken->is_older);
    CHECK(carried.ideas() == 2);
}

TEST_CASE("server restored from backup: a return says so, and everything goes out again") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    const CityState backup = city.backup();
    carried.kiosk.save_idea("Bank");
    REQUIRE(carried.kiosk.local.cast(id_of(1), 1, Milliseconds{0}));
    const auto answers = carried.hand_in(carried.pack());
    const Bytes before = carried.back(101, answers);
    REQUIRE(carried.take(before));
    CHECK(carried.kiosk.state().waiting == 0);

    city.restore(backup);
    // The answers from before the restore lie in the backup too: they promise nothing any more.
    REQUIRE(carried.take(carried.back(102, answers)));
    CHECK(carried.kiosk.state().waiting == 2);
    // Nor does the old stick, put in once more.
    REQUIRE(carried.take(before));
    CHECK(carried.kiosk.state().waiting == 2);
    REQUIRE(carried.take(carried.back(103, carried.hand_in(carried.pack()))));
    CHECK(carried.kiosk.state().waiting == 0);
    CHECK(city.state.operations.size() == 1);
    CHECK(city.state.ballots.size() == 1);
}

TEST_CASE("a return for another kiosk, or without what this one shows, changes nothing") {
    FakeCity city{1};
    publish(city, 1);
    Carried carried{city};
    const auto other =
        carried.take(city.return_document(kiosk_key(9).public_key(), kScopes, 100, {}));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == Code::refused);
    const auto narrow = carried.take(city.return_document(carried.key(), {"city"}, 100, {}));
    REQUIRE_FALSE(narrow);
    CHECK(narrow.error().code == Code::bad_argument);
    CHECK(carried.ideas() == 0);
    CHECK(carried.kiosk.replica().return_version().value() == 0);
}

TEST_CASE(
    "a return whose snapshot is damaged still brings its receipts, and the next its content") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    carried.kiosk.save_idea("Bank");
    publish(city, 1);
    const auto answers = carried.hand_in(carried.pack());
    const Bytes document = carried.back(101, answers);
    const auto without = carried.take(document, false);
    REQUIRE(without);
    CHECK_FALSE(without->has_taken_content);
    CHECK_FALSE(without->is_older);
    CHECK(carried.kiosk.state().waiting == 0);
    CHECK(carried.take(document)->has_taken_content);
    CHECK(carried.ideas() == 1);
}

TEST_CASE("where a bundle cannot be written, nothing is lost and the next one holds it") {
    FakeCity city{1};
    Carried carried{city};
    REQUIRE(carried.take(carried.back(100)));
    carried.kiosk.save_idea("Bank");
    const auto done = carried.kiosk.replica().pack_bundles(
        kNoon, [](const PackedBundle&) { return Status{fail(Code::no_space, "stick")}; });
    CHECK(done.error().code == Code::no_space);
    CHECK(carried.kiosk.state().waiting == 1);
    const auto bundles = carried.pack();
    REQUIRE(bundles.size() == 1);
    CHECK(bundles[0].contributions == 1);
    CHECK(bundles[0].file_name.find("-2.qpb") != std::string::npos);
}
