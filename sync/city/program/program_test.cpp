// SPDX-License-Identifier: EUPL-1.2
// The real program over loopback: what must hold when somebody sends it nonsense, too much, too
// slowly, or pulls its plug.
#include <doctest/doctest.h>

#include <thread>

#include "core/domain/event.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "sync/city/http/loopback_client.h"
#include "sync/city/ingest/imports.h"
#include "sync/city/program/city_config.h"
#include "sync/city/program/city_process.h"

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

struct Device {
    SeededRandom random{11};
    Id id = random_id<Id>(random);
    ops::Contribution idea;
    std::string push;

    explicit Device(const storage::KeyStore& keys) : idea{written(keys)} {
        const BytesView batch{idea.batch};
        push = std::string{as_text(ops::encode_push(keys.city().id, {&batch, 1}))};
    }
    ops::Contribution written(const storage::KeyStore& keys) {
        ops::IdeaSubmit submit;
        submit.idea = id;
        submit.title = "Mehr Baenke";
        submit.quarter = "mitte";
        submit.language = "de";
        return *ops::contribute(keys.list(), {ops::OpType::idea_submit, 1, encode(submit)}, Id{},
                                *from_iso("2026-11-23T12:00:00Z"), random);
    }
};

ops::Outcome outcome_of(const std::string& answer, const storage::KeyStore& keys) {
    const auto receipt = ops::verify_push_receipt(as_bytes(body_of(answer)), keys.list());
    REQUIRE(receipt);
    return receipt->batches.at(0).outcomes.at(0);
}

}  // namespace

TEST_CASE(
    "an idea is received, survives SIGKILL, is published beside the running server and wakes") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    const Device device{keys};
    CHECK(outcome_of(post(city.port, "/api/v1/push", kCbor, device.push), keys).kind ==
          ops::Outcome::Kind::accepted);
    CHECK(city.end(SIGKILL) == -SIGKILL);
    city.start();
    const auto again = outcome_of(post(city.port, "/api/v1/push", kCbor, device.push), keys);
    CHECK(again.kind == ops::Outcome::Kind::duplicate);
    CHECK(again.city_seq == 1);

    http::LoopbackClient events{city.port};
    events.send("GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(events.read_until("retry: "));
    CHECK(contains(city.run("moderate list").out, "Mehr Baenke"));
    CHECK(!contains(body_of(get(city.port, "/opendata/ideas.csv")), "Mehr Baenke"));
    CHECK(city.run("moderate publish " + device.id.hex().substr(0, 8) + " --theme quality").code ==
          0);
    CHECK(events.read_until("event: change\ndata: {\"seq\":", std::chrono::seconds{20}));
    CHECK(contains(body_of(get(city.port, "/opendata/ideas.csv")), "Mehr Baenke"));
    CHECK(city.end(SIGTERM) == 0);
}

TEST_CASE("malformed, oversized and misplaced requests get a problem, and the server goes on") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    struct Case {
        std::string answer;
        int status;
    };
    const std::string wrong_city = [&] {
        SeededRandom random{5};
        const auto other = ops::city_of(ops::KeyPair::generate(random).public_key());
        return std::string{as_text(ops::encode_push(other.id, {}))};
    }();
    const std::uint16_t port = city.port;
    for (const Case& tried : {
             Case{post(port, "/api/v1/push", kCbor, "rubbish"), 400},
             Case{post(port, "/api/v1/push", kCbor, ""), 400},
             Case{post(port, "/api/v1/push", kCbor, wrong_city), 421},
             Case{post(port, "/api/v1/push", "text/html", "x"), 415},
             Case{post(port, "/api/v1/push", kCbor, "x", "Content-Encoding: br\r\n"), 415},
             Case{post(port, "/api/v1/push", kCbor, "x", "Content-Encoding: gzip\r\n"), 400},
             Case{post(port, "/api/v1/push", kCbor, std::string(300'000, 'x')), 413},
             Case{post(port, "/api/v1/ballots", kCbor, std::string(1024, '\0')), 400},
             Case{post(port, "/api/v1/ballots", kCbor, "x", "Content-Encoding: gzip\r\n"), 415},
             Case{post(port, "/api/v1/pull", kCbor, ""), 405},
             Case{get(port, "/api/v1/push"), 405},
             Case{get(port, "/api/v1/pull"), 400},
             Case{get(port, "/api/v1/pull?scope=../etc"), 400},
             Case{get(port, "/api/v1/pull?scope=city&cursor=***"), 410},
             Case{get(port, "/api/v1/snapshot?scope="), 400},
             Case{get(port, "/api/v2/push"), 404},
             Case{get(port, "/nothing.txt"), 404},
             Case{get(port, "/..%2f..%2fcity.toml"), 400},
             Case{get(port, "/opendata/operations.csv"), 404},
         }) {
        INFO(tried.answer);
        CHECK(status_of(tried.answer) == tried.status);
        CHECK(contains(tried.answer, "application/problem+json"));
        CHECK(contains(tried.answer, "Content-Security-Policy: default-src 'none'"));
    }
    const Device device{keys};
    CHECK(outcome_of(post(city.port, "/api/v1/push", kCbor, device.push), keys).kind ==
          ops::Outcome::Kind::accepted);
}

TEST_CASE(
    "a cursor of another schema, older or newer, gets 410, and everything comes from the start") {
    CityProcess city;
    city.start();
    const ops::CityId id = city.keys().city().id;
    auto content = store::Content::open(city.folder.file("data/public.db"));
    REQUIRE(content);
    const domain::Event event = summer_party();
    REQUIRE(content->publish({{domain::EntityKind::event, event.id, "mitte", 1, encode(event)}}));
    const std::string target = "/api/v1/pull?scope=city,mitte";
    const auto page = ops::decode_page(as_bytes(body_of(get(city.port, target))), id);
    REQUIRE(page);
    REQUIRE(page->changes.size() == 1);
    auto cursor = *ops::decode_cursor(page->cursor);
    const auto asked_with = [&](std::uint8_t schema) {
        cursor.schema = schema;
        return get(city.port, target + "&cursor=" + to_base64url(encode(cursor)));
    };
    const std::uint8_t ours = ops::Cursor{}.schema;
    REQUIRE(status_of(asked_with(ours)) == 200);
    for (const int other : {ours - 1, ours + 1}) {
        CAPTURE(other);
        const std::string answer = asked_with(static_cast<std::uint8_t>(other));
        CHECK(status_of(answer) == 410);
        CHECK(contains(answer, "\"code\":\"too_old\""));
    }
    const auto anew = ops::decode_page(as_bytes(body_of(get(city.port, target))), id);
    REQUIRE(anew);
    CHECK(anew->changes == page->changes);
}

TEST_CASE("a batch cut in mid-body leaves nothing, and the whole one is taken afterwards") {
    CityProcess city;
    city.start();
    const auto keys = city.keys();
    const Device device{keys};
    {
        http::LoopbackClient cut{city.port};
        cut.send(
            "POST /api/v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/cbor\r\n"
            "Content-Length: " +
            std::to_string(device.push.size()) + "\r\n\r\n" +
            device.push.substr(0, device.push.size() / 2));
    }
    CHECK(outcome_of(post(city.port, "/api/v1/push", kCbor, device.push), keys).kind ==
          ops::Outcome::Kind::accepted);
}

TEST_CASE("slow senders and too many connections are cut off while others are served") {
    CityProcess city{"header_seconds_max = 3\nconnections_max = 16\n"};
    city.start();
    std::vector<std::unique_ptr<http::LoopbackClient>> slow;
    for (int i = 0; i < 12; ++i) {
        slow.push_back(std::make_unique<http::LoopbackClient>(city.port));
        slow.back()->send("GET / HTTP/1.1\r\nX: ");
    }
    CHECK(status_of(get(city.port, "/health")) == 200);
    // As many more as it takes: a place that is just given back may refuse one of them early.
    int refused = 0;
    for (int i = 0; i < 30 && refused != 503; ++i) {
        slow.push_back(std::make_unique<http::LoopbackClient>(city.port));
        slow.back()->send("GET");
        refused = status_of(get(city.port, "/health"));
    }
    CHECK(refused == 503);
    int cut_off = 0;
    for (auto& client : slow) {
        const int said = status_of(client->read_answer());
        CHECK((said == 408 || said == 503));
        cut_off += said == 408;
    }
    CHECK(cut_off >= 12);
    CHECK(cut_off <= 16);
    slow.clear();
    int status = 0;
    for (int i = 0; i < 50 && status != 200; ++i) {
        status = status_of(get(city.port, "/health"));
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    CHECK(status == 200);
}

TEST_CASE("the first view stands in the page, in the reader's language, before any script") {
    CityProcess city;
    city.start();
    const std::string german = get(city.port, "/?quartier=stieghorst", "Accept: text/html\r\n");
    CHECK(status_of(german) == 200);
    CHECK(contains(german, "\"city\":\"" + city.keys().city().id.hex() + "\""));
    CHECK(contains(german, "\"quarter\":\"stieghorst\""));
    CHECK(contains(german, "\"shell\":{"));
    CHECK(contains(german, R"("view":{"name":"start","model":{)"));
    const std::string english = get(
        city.port, "/ideen", "Accept: text/html\r\nAccept-Language: fr, en-GB;q=0.8, de;q=0.5\r\n");
    CHECK(contains(english, "<html lang=\"en\""));
    CHECK(contains(get(city.port, "/index.html"), "id=\"first-view\"></script>"));
}

TEST_CASE("a snapshot can be fetched in parts that fit together") {
    CityProcess city;
    city.start();
    const std::string target = "/api/v1/snapshot?scope=city";
    const std::string whole = body_of(get(city.port, target));
    REQUIRE(whole.substr(0, 15) == "SQLite format 3");
    const std::string first = get(city.port, target, "Range: bytes=0-999\r\n");
    CHECK(status_of(first) == 206);
    const std::string rest = get(city.port, target, "Range: bytes=1000-\r\n");
    CHECK(body_of(first) + body_of(rest) == whole);
    CHECK(contains(rest, "Content-Range: bytes 1000-" + std::to_string(whole.size() - 1)));
    CHECK(status_of(get(city.port, target, "Range: bytes=99999999-\r\n")) == 416);
    CHECK(status_of(get(city.port, target, "Range: bytes=0-9\r\nIf-Range: \"other\"\r\n")) == 200);
}

TEST_CASE("a wrong key or value of the configuration is named with its line, all of them at once") {
    CityProcess city{"prot = 1\nthreads = 99\n[[uba]]\nfolder = \"x\"\nquarter = \"moon\"\n"};
    const Ended ended = city.run("serve");
    CHECK(ended.code == 2);
    CHECK(contains(ended.out, "city.toml:9: "));
    CHECK(contains(ended.out, "prot"));
    CHECK(contains(ended.out, "city.toml:10: "));
    CHECK(contains(ended.out, "city.toml:13: "));
}

TEST_CASE("the sample configuration holds, its examples too") {
    const char* source = std::getenv("QP_SOURCE");
    std::ifstream in{std::string{source ? source : "."} + "/sync/city/city.sample.toml"};
    REQUIRE(in);
    std::string sample;
    for (std::string line; std::getline(in, line);) {
        const bool is_table = line.compare(0, 4, "# [[") == 0;
        const bool is_value =
            line.compare(0, 2, "# ") == 0 && line.find(" = ") != std::string::npos;
        if (is_table || is_value) line.erase(0, 2);
        if (const std::size_t at = line.find("64 hex digits"); at != std::string::npos)
            line.replace(at, 13, std::string(64, 'a'));
        sample += line + "\n";
    }
    const storage::TestFolder folder;
    std::ofstream{folder.file("city.toml")} << sample;
    const auto config = read_city_config(folder.file("city.toml"));
    INFO((config ? std::string{} : config.error().detail));
    REQUIRE(config);
    CHECK(config->polls.enrolled.size() == 1);
    REQUIRE(config->sensorthings.size() == 1);
    CHECK(config->sensorthings[0].properties.at("Radfahrende") == domain::Property::bicycles);
    REQUIRE(config->uba.size() == 1);
    CHECK(config->uba[0].stations.at(0).at->latitude_e5 == 5201900);
}

TEST_CASE("an address in use and a folder that cannot be written are said, with a failure") {
    CityProcess first;
    first.start();
    CityProcess second{""};
    std::ofstream{second.config(), std::ios::app} << "";
    std::ifstream in{second.config()};
    std::string config{std::istreambuf_iterator<char>{in}, {}};
    config.replace(config.find("port = 0"), 8, "port = " + std::to_string(first.port));
    std::ofstream{second.config()} << config;
    const Ended ended = second.run("serve");
    CHECK(ended.code == 1);
    CHECK(contains(ended.out, "cannot listen"));
}

TEST_CASE("demo content goes in once, is marked, and can be exported as open data") {
    CityProcess city;
    const char* source = std::getenv("QP_SOURCE");
    const std::string demo = std::string{source ? source : "."} + "/assets/demo";
    const Ended first = city.run("import --demo " + demo);
    CHECK(first.code == 0);
    CHECK(contains(first.out, ", 0 faults"));
    CHECK(contains(city.run("import --demo " + demo).out, "0 entries new or changed"));
    CHECK(city.run("export " + city.folder.file("out")).code == 0);
    std::ifstream in{city.folder.file("out/ideas.csv")};
    const std::string ideas{std::istreambuf_iterator<char>{in}, {}};
    CHECK(contains(ideas, "Trinkbrunnen"));
    CHECK(contains(city.run("keys").out, "city "));
    CHECK(city.run("moderate decline 1234 --reason x").code == 1);
    CHECK(city.run("import --actors nowhere.csv").code == 1);
}

TEST_CASE("an innovator's update comes to its project, and an import of the directory keeps it") {
    CityProcess city;
    const std::string projects = city.folder.file("projects.csv");
    std::ofstream{projects} << "key;title;stage\npfand;Pfandkiste;red2\n";
    REQUIRE(city.run("import --projects " + projects).code == 0);
    REQUIRE(city.run("keys").code == 0);
    const auto keys = city.keys();
    SeededRandom random{12};
    const ops::KeyPair innovator = ops::KeyPair::generate(random);
    const std::string key = to_hex(innovator.public_key());
    const std::string spaced = key.substr(0, 8) + " " + key.substr(8);
    CHECK(city.run("enroll-innovator --project anderes --key " + key).code == 1);
    CHECK(city.run("enroll-innovator --project pfand --key 12").code == 1);
    const Ended enrolled = city.run("enroll-innovator --project pfand --key \"" + spaced + "\"");
    CHECK(enrolled.code == 0);
    CHECK(contains(enrolled.out, "Pfandkiste"));
    const std::string line = key + " " + ingest::project_id("pfand").hex() + " \"Pfandkiste\"\n";
    CHECK(contains(city.run("innovators").out, line));
    REQUIRE(city.run("keys revoke " + key).code == 0);
    CHECK(contains(city.run("innovators").out, " revoked \"Pfandkiste\""));
    REQUIRE(city.run("keys reinstate " + key).code == 0);
    CHECK(contains(city.run("innovators").out, line));

    const ops::ProjectUpdateOp update{ingest::project_id("pfand"),
                                      random_id<Id>(random),
                                      "Die erste Kiste steht",
                                      "",
                                      {},
                                      {},
                                      "de"};
    const auto chain = ops::new_chain(keys.city(), innovator.public_key(), random);
    const auto sent =
        *ops::report_as_device(keys.list(), innovator, chain, {update.kType, 1, encode(update)},
                               *from_iso("2026-11-23T12:00:00Z"), random);
    const BytesView batch{sent.batch};
    city.start();
    const std::string push{as_text(ops::encode_push(keys.city().id, {&batch, 1}))};
    CHECK(outcome_of(post(city.port, "/api/v1/push", kCbor, push), keys).kind ==
          ops::Outcome::Kind::accepted);
    const Ended list = city.run("moderate list --json");
    CHECK(contains(list.out, "Die erste Kiste steht"));
    CHECK(contains(list.out, "Pfandkiste"));
    CHECK(city.run("moderate publish " + update.update.hex()).code == 0);

    std::ofstream{projects} << "key;title;stage\npfand;Pfandkiste am Platz;red3\n";
    REQUIRE(city.run("import --projects " + projects).code == 0);
    CHECK(city.run("export " + city.folder.file("out")).code == 0);
    std::ifstream in{city.folder.file("out/project_updates.csv")};
    const std::string updates{std::istreambuf_iterator<char>{in}, {}};
    CHECK(contains(updates, "Die erste Kiste steht"));
}

}  // namespace qp::city::program
