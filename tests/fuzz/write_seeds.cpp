// SPDX-License-Identifier: EUPL-1.2
// write-fuzz-seeds CORPUS: writes the binary seeds of the corpus anew, from the protocol's vectors
// and the encoders. Seeds that are text were written by hand.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/base/cbor.h"
#include "core/base/seeded_random.h"
#include "core/domain/actor.h"
#include "core/domain/draft_link.h"
#include "core/domain/entity.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "core/domain/sensing.h"
#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/ops/test_images.h"
#include "sync/city/http/compression.h"
#include "sync/protocol/vectors.h"
#include "tests/fuzz/city.h"

namespace {

using namespace qp;
namespace fs = std::filesystem;
using domain::EntityKind;
using fuzz::counted;
using protocol::Json;

constexpr Instant kNow{Milliseconds{1795444325000}};

class Seeds {
public:
    explicit Seeds(fs::path folder) : folder_{std::move(folder)} {}

    void add(const std::string& target, const std::string& name, BytesView bytes) {
        fs::create_directories(folder_ / target);
        std::ofstream file{folder_ / target / name, std::ios::binary};
        const std::string_view text = as_text(bytes);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!file.flush()) has_failed_ = true;
    }
    // Behind the byte that chooses what the target takes it for.
    void add(const std::string& target, const std::string& name, std::uint8_t choice,
             BytesView bytes) {
        Bytes chosen{choice};
        chosen.insert(chosen.end(), bytes.begin(), bytes.end());
        add(target, name, chosen);
    }
    bool has_failed() const { return has_failed_; }

private:
    fs::path folder_;
    bool has_failed_ = false;
};

Bytes bytes_of(const Json& hex) {
    return *from_hex(hex.get<std::string>());
}

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

void add_chain(Seeds& seeds, const Json& chain) {
    int number = 0;
    for (const Json& batch : chain["batches"])
        seeds.add("batch", "chain-" + std::to_string(++number), bytes_of(batch["batch"]));
    seeds.add("batch", "erased", bytes_of(chain["first_with_erased"]["batch"]));
    for (const char* part : {"batches", "first_with_erased"}) {
        const Json batches = chain[part].is_array() ? chain[part] : Json::array({chain[part]});
        for (const Json& batch : batches) {
            cbor::Reader in{BytesView{}};
            const Bytes bytes = bytes_of(batch["batch"]);
            in = cbor::Reader{bytes};
            in.array_of(6);
            for (int i = 0; i < 4; ++i) in.skip();
            const std::size_t count = in.array();
            for (std::size_t i = 0; i < count; ++i)
                seeds.add(
                    "operation",
                    std::string{part} + "-" + batch["first_seq"].dump() + "-" + std::to_string(i),
                    in.item());
        }
    }
}

void add_vectors(Seeds& seeds) {
    const auto vectors = protocol::make_vectors();
    const Json& city = vectors.at("city.json");
    seeds.add("city_keys", "city", bytes_of(city["answer"]));
    seeds.add("signed_document", "city", bytes_of(city["answer"]));
    seeds.add("cbor_item", "city", bytes_of(city["answer"]));
    add_chain(seeds, vectors.at("chain.json"));
    const Json& push = vectors.at("push.json");
    seeds.add("push_body", "three-batches", bytes_of(push["body"]));
    seeds.add("push_receipt", "receipt", bytes_of(push["answer"]));
    seeds.add("cbor_item", "push", bytes_of(push["body"]));
    const Json& ballots = vectors.at("ballots.json");
    for (const Json& ballot : ballots["ballots"])
        seeds.add("ballot", ballot["nullifier"].get<std::string>().substr(0, 8),
                  bytes_of(ballot["ballot"]));
    seeds.add("ballots_request", "phone", bytes_of(ballots["body_phone"]));
    seeds.add("ballots_request", "kiosk", bytes_of(ballots["body_kiosk"]));
    seeds.add("ballot_receipt", "receipt", bytes_of(ballots["answer"]));
    const Json& pull = vectors.at("pull.json");
    seeds.add("pull_page", "page", bytes_of(pull["page"]));
    const Json& relay = vectors.at("relay.json");
    seeds.add("relay_receipt", "operations", 0, bytes_of(relay["push_answer"]));
    seeds.add("relay_receipt", "ballots", 1, bytes_of(relay["ballots_answer"]));
    seeds.add("relay_receipt", "certificate", 0, bytes_of(relay["certificate"]));
    const Json& bundle = vectors.at("bundle.json");
    seeds.add("bundle", "bundle", bytes_of(bundle["file"]));
    seeds.add("return_bundle", "return", bytes_of(bundle["return_document"]));
    seeds.add("return_bundle", "answer", bytes_of(bundle["answer"]));
    const Json& sealed = vectors.at("sealed.json");
    seeds.add("sealed_payload", "idea", bytes_of(sealed["payload"]));
    seeds.add("payload", "idea-submit", 1, bytes_of(sealed["plain_payload"]));
    const Json& blob = vectors.at("blob.json");
    seeds.add("blob", "piece", bytes_of(blob["body"]));
    seeds.add("blob", "receipt", bytes_of(blob["answer"]));
    seeds.add("blob", "sealed", bytes_of(blob["blob"]));
    seeds.add("blob", "photo", bytes_of(blob["image"]));
    seeds.add("image", "jpeg", ops::test_jpeg());
    seeds.add("image", "png", ops::test_png());
    seeds.add("image", "webp", ops::test_webp());
    const Json& codes = vectors.at("receipt_code.json");
    for (const Json& code : codes["codes"])
        seeds.add("receipt_code", code["plain"].get<std::string>(),
                  as_bytes(code["shown"].get<std::string>()));
}

void add_payloads(Seeds& seeds) {
    const Id id{counted<16>(0xd0)};
    seeds.add("payload", "idea-edit", 2,
              encode(ops::IdeaEdit{id, "Benches", "With a back.", "mitte", "quality", "de"}));
    seeds.add("payload", "idea-edit-place", 2,
              encode(ops::IdeaEdit{id, "Benches", "", "mitte", "", "de",
                                   domain::CoarsePoint{52021, 8534}}));
    seeds.add("payload", "idea-withdraw", 3, encode(ops::IdeaWithdraw{id}));
    seeds.add("payload", "report", 4, encode(ops::Report{2, id, "insult", "the title"}));
    seeds.add("payload", "project-update", 5,
              encode(ops::ProjectUpdateOp{id, id, "Step", "Done.", std::uint8_t{3},
                                          std::vector<std::string>{"hands", "wood"}, "de"}));
    seeds.add("payload", "staff-decision", 6,
              encode(ops::StaffDecision{2, id, 1, "a good one", "de"}));
    seeds.add("payload", "kiosk-health", 7,
              encode(ops::KioskHealth{"0.1.0", 3600, 2, 0, 8000000000, 5000000}));
    seeds.add("payload", "poll-drained", 8, encode(ops::PollDrained{id, 12}));
    seeds.add("payload", "unknown-key", 3,
              cbor::Writer{}.map(2).uint(0).id(id).uint(9).text("newer").take());
    const ops::Cursor cursor{ops::ServerEpoch{counted<16>(0xc0)}, 41,
                             ops::scopes_hash({"city", "mitte"}), 1};
    seeds.add("pull_query", "cursor", encode(cursor));
    const std::string spelt = to_base64url(encode(cursor));
    seeds.add("pull_query", "cursor-spelt", as_bytes(spelt));
}

template <class Entity>
void add_entity(Seeds& seeds, const std::string& name, EntityKind kind, const Entity& entity) {
    seeds.add("entity", name, static_cast<std::uint8_t>(kind), encode(entity));
}

void add_entities(Seeds& seeds) {
    const Id id{counted<16>(0xd0)};
    domain::Idea idea;
    idea.id = id;
    idea.title = "Benches";
    idea.text = "With a back, in the shade.";
    idea.quarter = "mitte";
    idea.theme = domain::Theme::quality;
    idea.language = "de";
    idea.steps = {{domain::IdeaStatus::collected, kNow, ""},
                  {domain::IdeaStatus::declined, kNow, "There are some"}};
    add_entity(seeds, "idea", EntityKind::idea, idea);
    add_entity(seeds, "idea-notice", EntityKind::idea_notice,
               domain::IdeaNotice{id, domain::IdeaStatus::declined, kNow, "Names a person"});
    domain::Tally tally;
    tally.poll = id;
    tally.counts = {12};
    tally.as_of = kNow;
    add_entity(seeds, "tally", EntityKind::tally, tally);
    domain::MoodSession session;
    session.id = id;
    session.quarter = "city";
    session.title.by_language = {{"de", "Mein Viertel"}, {"en", "My quarter"}};
    session.theses.resize(2);
    for (domain::Thesis& thesis : session.theses) {
        thesis.id.bytes[0] = static_cast<std::uint8_t>(&thesis - session.theses.data() + 1);
        thesis.text.by_language = {{"de", "Mehr B\u00e4ume"}};
    }
    session.opens_at = kNow;
    session.closes_at = kNow + std::chrono::hours{24};
    session.sealed_at = kNow + std::chrono::hours{48};
    add_entity(seeds, "mood-session", EntityKind::mood_session, session);
    domain::Event event;
    event.id = id;
    event.title = "Quartierstag";
    event.place = "Tieplatz";
    event.quarter = "heepen";
    event.starts_at = kNow;
    event.ends_at = kNow + std::chrono::hours{4};
    add_entity(seeds, "event", EntityKind::event, event);
    domain::Actor actor;
    actor.id = id;
    actor.name = "Stadtbibliothek";
    actor.quarter = "mitte";
    actor.competences = {"Medien", "Recherche"};
    actor.themes = {domain::Theme::skills};
    actor.reviewed_at = kNow;
    add_entity(seeds, "actor", EntityKind::actor, actor);
    domain::KickboxProject project;
    project.id = id;
    project.title = "Gie\u00df mich";
    project.quarter = "mitte";
    project.goals = {11, 13};
    project.updates = {{kNow, "Step", "Done."}};
    project.started_at = kNow;
    add_entity(seeds, "project", EntityKind::project, project);
}

void add_sensing(Seeds& seeds) {
    const Id id{counted<16>(0xd0)};
    domain::Station station;
    station.id = id;
    station.name = "Ritterstra\u00dfe";
    station.quarter = "mitte";
    station.at = domain::Point{5202000, 853000};
    station.licence = "CC BY 4.0";
    add_entity(seeds, "station", EntityKind::station, station);
    domain::Datastream stream;
    stream.id = id;
    stream.station = id;
    stream.property = domain::Property::temperature;
    stream.name = "Luft";
    add_entity(seeds, "datastream", EntityKind::datastream, stream);
    domain::Series series;
    series.datastream = id;
    series.day = 20780;
    series.decimals = 1;
    series.observations = {{instant(20780 * std::int64_t{86400000} + 3600000), 7.5},
                           {instant(20780 * std::int64_t{86400000} + 7200000), 8.1}};
    add_entity(seeds, "series", EntityKind::series, series);
}

void add_answers(Seeds& seeds) {
    const auto push = protocol::make_vectors().at("push.json");
    const Bytes receipt = bytes_of(push["answer"]);
    const BytesView body = fuzz::body_of(receipt);
    Bytes signed_receipt{0, 1, 255};
    signed_receipt.insert(signed_receipt.end(), body.begin(), body.begin() + 255);
    seeds.add("replica_answer", "receipt", signed_receipt);
    const Bytes portal{0, 0, 6, '<', 'h', 't', 'm', 'l', '>', 9, 0, 0, 13, 0, 0, 8, 0, 0};
    seeds.add("replica_answer", "captive-portal", portal);
    const Bytes change = cbor::Writer{}
                             .array(6)
                             .uint(2)
                             .id(Id{counted<16>(0xd0)})
                             .uint(41)
                             .text("mitte")
                             .uint(1)
                             .null()
                             .take();
    // Dressed as a page with one change; the second time after the first one's cursor.
    const auto size = static_cast<std::uint8_t>(change.size());
    const Bytes first{0, 4 + 5 * 2, size};
    const Bytes second{0, 4 + 5 * 3, size};
    seeds.add("replica_answer", "pages",
              joined({{0, 0, 1, 'x'}, {0, 1, 1, 'x'}, first, change, {8, 0, 0}, second, change}));
    seeds.add("content_coding", "gzip", as_bytes(city::http::gzipped("benches, benches, benches")));
    seeds.add("snapshot", "as-it-is", Bytes{1});
    // user_version, the page count, the head of the first page's tree, and the file cut short.
    seeds.add("snapshot", "newer", Bytes{1, 0, 0, 0, 63, 1, 9});
    seeds.add("snapshot", "page-count", Bytes{1, 0, 0, 0, 28, 4, 0xff, 0xff, 0xff, 0xff});
    seeds.add("snapshot", "first-page", Bytes{1, 0, 0, 0, 100, 2, 0x02, 0x7f});
    seeds.add("snapshot", "cut", Bytes{1, 0, 0, 0x20, 0, 0});
    seeds.add("snapshot", "no-database", 0, as_bytes("<html>Login</html>"));
}

void add_links(Seeds& seeds) {
    const domain::IdeaDraft draft{"B\u00e4nke", "Zum Ausruhen", "mitte", domain::Theme::environment,
                                  "de"};
    seeds.add("draft_link", "idea", as_bytes(*domain::draft_fragment(draft)));
    seeds.add("draft_link", "receipt", as_bytes("R-7KQ2-M4XA-9B3C"));
    const Bytes plain = cbor::Writer{}
                            .array(6)
                            .uint(1)
                            .text("B\u00e4nke")
                            .text("Zum Ausruhen")
                            .text("mitte")
                            .text("")
                            .text("de")
                            .take();
    seeds.add("draft_link", "bytes", plain);
}

void add_headers(Seeds& seeds) {
    const fuzz::FuzzedCity& city = fuzz::fuzzed_city();
    const ops::Hash file = ops::sha256({});
    const ops::Signature signature =
        ops::sign_snapshot(city.city, city.secrets[0], {"city", "mitte"}, file);
    const std::string lines =
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.sqlite3\r\nETag: \"" + to_hex(file) +
        "\"\r\nQuartierpuls-Hash: " + to_hex(file) +
        "\r\nQuartierpuls-Key: " + to_hex(city.secrets[0].id()) +
        "\r\nQuartierpuls-Signature: " + to_base64url(signature) + "\r\n\r\n";
    seeds.add("snapshot_headers", "city", as_bytes(lines));
    seeds.add("snapshot_headers", "portal", as_bytes("HTTP/1.1 200 OK\nQuartierpuls-Hash:\n:"));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: write-fuzz-seeds CORPUS\n");
        return 2;
    }
    Seeds seeds{argv[1]};
    add_vectors(seeds);
    add_payloads(seeds);
    add_entities(seeds);
    add_sensing(seeds);
    add_answers(seeds);
    add_links(seeds);
    add_headers(seeds);
    if (seeds.has_failed()) std::fprintf(stderr, "cannot write all of %s\n", argv[1]);
    return seeds.has_failed() ? 1 : 0;
}
