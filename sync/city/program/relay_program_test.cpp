// SPDX-License-Identifier: EUPL-1.2
// The relay as a process: enrolled by its commands, killed right after it has said "accepted", and
// clear about what it lacks.
#include <doctest/doctest.h>

#include <thread>

#include "core/domain/event.h"
#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/ops/relay.h"
#include "sync/city/http/loopback_client.h"
#include "sync/city/program/city_process.h"
#include "sync/city/program/relay_config.h"

namespace qp::city::program {

namespace {

using http::body_of;
using http::get;
using http::post;
using http::status_of;

constexpr const char* kCbor = "application/cbor";

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

template <class Condition>
bool becomes_true(Condition condition, std::chrono::seconds at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return true;
}

bool knows_city(const RelayProcess& relay) {
    return contains(body_of(get(relay.port, "/health")), "\"knows_city\":true");
}

struct Contribution {
    Bytes batch;
    std::string push;

    Contribution(const storage::KeyStore& keys, std::uint64_t seed) {
        SeededRandom random{seed};
        ops::IdeaSubmit submit;
        submit.idea = random_id<Id>(random);
        submit.title = "Mehr Baenke";
        submit.quarter = "mitte";
        submit.language = "de";
        batch = ops::contribute(keys.list(), {ops::OpType::idea_submit, 1, encode(submit)}, Id{},
                                *from_iso("2026-11-23T12:00:00Z"), random)
                    ->batch;
        const BytesView one{batch};
        push = std::string{as_text(ops::encode_push(keys.city().id, {&one, 1}))};
    }
};

ops::RelayAnswer answer_to(const RelayProcess& relay, const Contribution& made,
                           const storage::KeyStore& keys) {
    const std::string answer = body_of(post(relay.port, "/api/v1/push", kCbor, made.push));
    const auto receipt =
        ops::read_relay_receipt(as_bytes(answer), ops::RelayLane::operations, keys.city().id);
    REQUIRE(receipt);
    REQUIRE(ops::verify_relay_receipt(as_bytes(answer), ops::RelayLane::operations, *receipt,
                                      keys.list(), receipt->certificate.not_before));
    REQUIRE(receipt->answers.size() == 1);
    return receipt->answers[0];
}

}  // namespace

TEST_CASE("the relay is killed right after each receipt: what it accepted reaches the city") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    RelayProcess relay{city};
    relay.start();
    REQUIRE(becomes_true([&] { return knows_city(relay); }, std::chrono::seconds{20}));
    const std::uint16_t port_of_city = city.port;
    REQUIRE(city.end(SIGTERM) == 0);

    constexpr std::uint64_t kKills = 8;
    for (std::uint64_t seed = 1; seed <= kKills; ++seed) {
        const Contribution made{keys, seed};
        CHECK(answer_to(relay, made, keys).kind == ops::RelayAnswer::Kind::held);
        CHECK(relay.end(SIGKILL) == -SIGKILL);
        relay.start();
    }
    CHECK(contains(relay.run("relay --status").out, "operations: 8 wait for the city"));
    REQUIRE(relay.end(SIGTERM) == 0);

    city.start();
    REQUIRE(port_of_city != 0);
    relay.configure(city, city.port);
    relay.start();
    const auto all_received = [&] {
        return contains(relay.run("relay --status").out, "operations: 0 wait for the city");
    };
    CHECK(becomes_true(all_received, std::chrono::seconds{30}));
    for (std::uint64_t seed = 1; seed <= kKills; ++seed) {
        const Contribution made{keys, seed};
        const auto said = answer_to(relay, made, keys);
        REQUIRE(said.kind == ops::RelayAnswer::Kind::answered);
        const auto receipt = ops::verify_push_receipt(said.receipt, keys.list());
        REQUIRE(receipt);
        CHECK(receipt->batches.at(0).outcomes.at(0).kind == ops::Outcome::Kind::accepted);
    }
    CHECK(relay.end(SIGTERM) == 0);
}

TEST_CASE("a relay serves the phone app with the city's first view, without having met it: 503") {
    CityProcess city;
    city.start();
    RelayProcess relay{city};
    relay.configure(city, 1);  // nobody is there
    relay.start();
    CHECK(status_of(get(relay.port, "/")) == 503);
    CHECK(relay.end(SIGTERM) == 0);
    relay.configure(city, city.port);
    relay.start();
    REQUIRE(becomes_true([&] { return knows_city(relay); }, std::chrono::seconds{20}));
    const std::string page = get(relay.port, "/");
    CHECK(status_of(page) == 200);
    CHECK(contains(page, city.keys().city().id.hex()));
    CHECK(contains(page, "Content-Security-Policy"));
    CHECK(status_of(get(relay.port, "/nothing.js")) == 404);
    CHECK(status_of(post(relay.port, "/", "text/plain", "")) == 405);
}

TEST_CASE("the city's IT sees how its devices are, and by the exit code that one needs help") {
    CityProcess city;
    city.start();
    RelayProcess relay{city};
    std::ofstream{city.config(), std::ios::app} << "[[enrolled]]\nname = \"Stand\"\nkey = \""
                                                << relay.key() << "\"\n";
    const Ended silent = city.run("devices");
    CHECK(silent.code == 0);
    CHECK(contains(silent.out, "Stand\n  has never reported"));

    relay.start();
    const auto has_reported = [&] { return contains(city.run("devices").out, "version 0."); };
    REQUIRE(becomes_true(has_reported, std::chrono::seconds{20}));
    const Ended well = city.run("devices --json");
    CHECK(well.code == 0);
    CHECK(contains(well.out, "\"refused\": 0"));
    CHECK(contains(well.out, "\"needs\": []"));

    auto log = storage::OperationLog::open(city.folder.file("data/operations.db"));
    REQUIRE(log);
    auto age = log->database().prepare("UPDATE health SET taken_at = taken_at - 90000000");
    REQUIRE(age->run());
    const Ended lost = city.run("devices");
    CHECK(lost.code == 1);
    CHECK(contains(lost.out, "NEEDS HELP: silent"));
}

TEST_CASE("a device with little room, or with something refused, needs help, and is named for it") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    SeededRandom random{31};
    const auto kiosk = ops::KeyPair::generate(random);
    std::ofstream{city.config(), std::ios::app} << "[[enrolled]]\nname = \"Stadthalle\"\nkey = \""
                                                << to_hex(kiosk.public_key()) << "\"\n";
    auto chain = ops::new_chain(keys.city(), kiosk.public_key(), random);
    const auto says = [&](std::uint64_t refused, std::uint64_t free_bytes) {
        ops::KioskHealth health;
        health.program_version = "1";
        health.refused = refused;
        health.disk_free_bytes = free_bytes;
        const auto said =
            ops::report_as_device(keys.list(), kiosk, chain, {health.kType, 1, encode(health)},
                                  *from_iso("2026-11-23T12:00:00Z"), random);
        REQUIRE(said);
        chain = said->chain;
        const BytesView batch{said->batch};
        REQUIRE(status_of(post(
                    city.port, "/api/v1/push", kCbor,
                    std::string{as_text(ops::encode_push(keys.city().id, {&batch, 1}))})) == 200);
        return city.run("devices");
    };
    constexpr std::uint64_t kGigabyte = 1'000'000'000;
    const Ended well = says(0, kGigabyte);
    CHECK(well.code == 0);
    CHECK(contains(well.out, "Stadthalle\n  heard "));
    CHECK_FALSE(contains(well.out, "NEEDS HELP"));

    const Ended full = says(0, kGigabyte / 10);
    CHECK(full.code == 1);
    CHECK(contains(full.out, "NEEDS HELP: room"));
    CHECK_FALSE(contains(full.out, "NEEDS HELP: refused"));

    const Ended refused = says(2, kGigabyte);
    CHECK(refused.code == 1);
    CHECK(contains(refused.out, "2 refused"));
    CHECK(contains(refused.out, "NEEDS HELP: refused"));
    CHECK_FALSE(contains(refused.out, "NEEDS HELP: room"));
    CHECK(contains(city.run("devices --json").out, "\"needs\": [\n   \"refused\"\n  ]"));
}

TEST_CASE("the city's IT sees which devices have erased what was erased") {
    CityProcess city;
    city.start();
    auto content = store::Content::open(city.folder.file("data/public.db"));
    REQUIRE(content);
    const domain::Event event = summer_party();
    const auto publish_and_erase = [&] {
        const auto publish = [&](std::optional<BytesView> payload) {
            REQUIRE(content->publish(domain::EntityKind::event, event.id, "mitte", 1, payload));
        };
        publish(encode(event));
        publish(std::nullopt);
    };
    RelayProcess relay{city};
    std::ofstream{city.config(), std::ios::app} << "[[enrolled]]\nname = \"Stand\"\nkey = \""
                                                << relay.key() << "\"\n";
    publish_and_erase();
    CHECK(contains(city.run("devices --json").out, "\"erased_up_to\": null"));
    relay.start();
    const auto has_confirmed = [&] {
        return contains(city.run("devices").out, "has erased all that was erased (up to 2)");
    };
    REQUIRE(becomes_true(has_confirmed, std::chrono::seconds{20}));
    CHECK(
        contains(city.run("devices --json").out, "\"erased_up_to\": 2,\n  \"newest_erasure\": 2"));

    publish_and_erase();  // it says so with its next word, within six hours
    CHECK(contains(city.run("devices").out, "has erased up to 2, and not yet 4"));

    // Of the city as it was before a restore its number says nothing.
    REQUIRE(relay.end(SIGTERM) == 0);
    REQUIRE(city.end(SIGTERM) == 0);
    std::ofstream{city.folder.file("data/RESTORED")};
    city.start();
    CHECK(contains(city.run("devices").out, "has not said what it has erased"));
}

TEST_CASE(
    "without a certificate, or with another's, the relay says what to do and does not start") {
    CityProcess city;
    city.start();
    RelayProcess relay{city};
    std::filesystem::rename(relay.folder.file("relay.cert"), relay.folder.file("kept"));
    const Ended missing = relay.run("relay");
    CHECK(missing.code == 1);
    CHECK(contains(missing.out, "quartierpuls-city enroll " + relay.key()));

    RelayProcess other{city};
    std::filesystem::copy(other.folder.file("relay.cert"), relay.folder.file("relay.cert"));
    const Ended foreign = relay.run("--relay");
    CHECK(foreign.code == 1);
    CHECK(contains(foreign.out, "is for the relay " + other.key()));

    CityProcess elsewhere;
    elsewhere.start();
    REQUIRE(elsewhere
                .run("enroll " + relay.key() + " --name X --out " + relay.folder.file("relay.cert"))
                .code == 0);
    const Ended wrong = relay.run("relay");
    CHECK(wrong.code == 1);
    CHECK(contains(wrong.out, "wrong_city"));

    CHECK(city.run("enroll 1234 --name X").code == 1);
}

TEST_CASE("a relay's damaged file is kept aside and said, and devices bring again what it held") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    RelayProcess relay{city};
    relay.start();
    REQUIRE(becomes_true([&] { return knows_city(relay); }, std::chrono::seconds{20}));
    REQUIRE(relay.end(SIGTERM) == 0);
    std::ofstream{relay.folder.file("data/relay.db"), std::ios::binary} << "no database";
    relay.start();
    const Contribution made{keys, 1};
    CHECK(answer_to(relay, made, keys).kind != ops::RelayAnswer::Kind::refused);
    bool is_kept = false;
    for (const auto& entry : std::filesystem::directory_iterator{relay.folder.file("data")})
        is_kept = is_kept || contains(entry.path().string(), "relay.db.aside-");
    CHECK(is_kept);
}

TEST_CASE("a wrong key or value of relay.toml is named with its line, and the sample holds") {
    const storage::TestFolder folder;
    std::ofstream{folder.file("relay.toml")}
        << "[relay]\nkeep_days = 1\nscopes = [\"moon\"]\n[city]\nurl = \"ftp://x\"\nkey = "
           "\"12\"\n[listen]\nprot = 1\n";
    const auto config = read_relay_config(folder.file("relay.toml"));
    REQUIRE(!config);
    for (const char* line :
         {"relay.toml:2: ", "relay.toml:3: ", "relay.toml:5: ", "relay.toml:6: ", "relay.toml:8: "})
        CHECK_MESSAGE(contains(config.error().detail, line), config.error().detail);

    const char* source = std::getenv("QP_SOURCE");
    const auto sample =
        read_relay_config(std::string{source ? source : "."} + "/sync/city/relay.sample.toml");
    INFO((sample ? std::string{} : sample.error().detail));
    REQUIRE(sample);
    CHECK(sample->scopes.size() == 11);
}

}  // namespace qp::city::program
