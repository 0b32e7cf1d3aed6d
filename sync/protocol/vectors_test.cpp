// SPDX-License-Identifier: EUPL-1.2
// Reads the vectors as a stranger's client would and holds what they say against the code.
#include "sync/protocol/vectors.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/ops/ballot_request.h"
#include "core/ops/blob.h"
#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/ops/relay.h"
#include "core/ops/return_bundle.h"
#include "core/ops/sealing.h"

namespace qp::protocol {

namespace {

using namespace qp::ops;

std::string file_text(const std::string& name) {
    const char* root = std::getenv("QP_SOURCE");
    REQUIRE(root != nullptr);
    std::ifstream file{std::string{root} + "/sync/protocol/vectors/" + name, std::ios::binary};
    REQUIRE_MESSAGE(file.good(), name);
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

Json vectors(const std::string& name) {
    Json json = Json::parse(file_text(name), nullptr, false);
    REQUIRE(!json.is_discarded());
    return json;
}

Bytes hex(const Json& json) {
    const auto bytes = from_hex(json.get<std::string>());
    REQUIRE(bytes);
    return *bytes;
}
template <std::size_t N>
ByteArray<N> hex_array(const Json& json) {
    const auto array = to_array<N>(hex(json));
    REQUIRE(array);
    return *array;
}

CityKeys city() {
    const Json json = vectors("city.json");
    const auto keys = decode_city_keys_on_first_use(hex(json["answer"]));
    REQUIRE(keys);
    return *keys;
}

std::vector<CitySecret> city_secrets() {
    std::vector<CitySecret> secrets;
    const Json json = vectors("city.json");
    for (const Json& key : json["keys"]) {
        secrets.push_back({KeyPair::from_seed(hex_array<32>(key["sign_seed"])),
                           BoxKeyPair::from_secret(hex_array<32>(key["box_secret"])),
                           instant(key["not_before_ms"].get<std::int64_t>())});
    }
    return secrets;
}

}  // namespace

TEST_CASE("the vectors in the repository are those that this code makes") {
    for (const auto& [name, made] : make_vectors()) {
        CAPTURE(name);
        CHECK(file_text(name) == spelt(made));
    }
}

TEST_CASE("vectors: the city's keys") {
    const Json json = vectors("city.json");
    const CityKeys keys = city();
    CHECK(keys.city.id.hex() == json["city"].get<std::string>());
    CHECK(to_hex(keys.city.genesis) == json["genesis_public"].get<std::string>());
    CHECK(keys.version == json["version"].get<std::uint64_t>());
    CHECK(keys.name == json["name"].get<std::string>());
    REQUIRE(keys.keys.size() == json["keys"].size());
    CHECK(to_hex(keys.keys[1].box_key) == json["keys"][1]["box_public"].get<std::string>());
    const Instant now = instant(json["seals_at_ms"].get<std::int64_t>());
    CHECK(to_hex(keys.sealing_key(now).id) == json["seals_with"].get<std::string>());
}

TEST_CASE("vectors: chains, batches and what erasing leaves") {
    const Json json = vectors("chain.json");
    const City here = city().city;
    CHECK(to_hex(genesis_head(here, hex_array<32>(json["author"]), hex_array<8>(json["epoch"]))) ==
          json["genesis_head"].get<std::string>());
    Json all = json["batches"];
    all.push_back(json["first_with_erased"]);
    for (const Json& vector : all) {
        const auto batch = decode_batch(hex(vector["batch"]), here);
        REQUIRE(batch);
        CHECK(batch->first_seq == vector["first_seq"].get<std::uint32_t>());
        REQUIRE(batch->operations.size() == vector["operations"].size());
        for (std::size_t i = 0; i < batch->operations.size(); ++i) {
            const Json& operation = vector["operations"][i];
            const Operation& read = batch->operations[i];
            CHECK(static_cast<int>(read.type) == operation["type"].get<int>());
            CHECK(std::to_string(read.hlc.value) == operation["hlc"].get<std::string>());
            CHECK(read.is_erased() == operation["salt"].is_null());
            CHECK(to_hex(read.commitment) == operation["commitment"].get<std::string>());
            CHECK(to_hex(header_of(here.id, batch->key(i), read)) ==
                  operation["header"].get<std::string>());
            CHECK(to_hex(batch->header_hashes[i]) ==
                  operation["operation_hash"].get<std::string>());
            CHECK(to_hex(batch->heads[i]) == operation["head"].get<std::string>());
        }
    }
    CHECK(json["first_with_erased"]["signature"] == json["batches"][0]["signature"]);
}

TEST_CASE("vectors: a sealed payload") {
    const Json json = vectors("sealed.json");
    const SealContext context{{hex_array<32>(json["author"]), hex_array<8>(json["epoch"]),
                               json["seq"].get<std::uint32_t>()},
                              OpType::idea_submit,
                              1};
    const auto plain = open_payload(city().city, city_secrets(), context, hex(json["payload"]));
    REQUIRE(plain);
    CHECK(to_hex(*plain) == json["plain_payload"].get<std::string>());
    const auto idea = decode_idea_submit(*plain);
    REQUIRE(idea);
    CHECK(idea->title == "Bänke am Kesselbrink");
}

TEST_CASE("vectors: a push and its receipt") {
    const Json json = vectors("push.json");
    const Bytes body = hex(json["body"]);
    const auto push = decode_push(body, city().city);
    REQUIRE(push);
    REQUIRE(push->items.size() == 3);
    CHECK(!push->items[2].batch);
    const auto receipt = verify_push_receipt(hex(json["answer"]), city());
    REQUIRE(receipt);
    CHECK(receipt->server_epoch.hex() == json["server_epoch"].get<std::string>());
    REQUIRE(receipt->batches.size() == 2);
    CHECK(receipt->batches[0].head == push->items[0].batch->head());
    CHECK(receipt->batches[0].outcomes[0].city_seq == 1001);
    CHECK(receipt->batches[1].outcomes[0].code == "refused");
    REQUIRE(receipt->refused.size() == 1);
    CHECK(receipt->refused[0].hash == push->items[2].hash);
}

TEST_CASE("vectors: ballots, their request and their receipt") {
    const Json json = vectors("ballots.json");
    const CityKeys here = city();
    for (const Json& vector : json["ballots"]) {
        const auto ballot = decode_ballot(hex(vector["ballot"]), here.city.id);
        REQUIRE(ballot);
        CHECK(to_hex(ballot->hash) == vector["hash"].get<std::string>());
        CHECK(ballot->ballot.choice == vector["choice"].get<int>());
        const auto poll = Id::from_hex(vector["poll"].get<std::string>());
        REQUIRE(poll);
        const auto key = nullifier_key(hex_array<32>(vector["ballot_secret"]), here.city.id, *poll);
        CHECK(key.public_key() == ballot->ballot.nullifier);
    }
    const auto phone = decode_ballots_request(hex(json["body_phone"]), here.city.id);
    const auto kiosk = decode_ballots_request(hex(json["body_kiosk"]), here.city.id);
    REQUIRE((phone && kiosk));
    CHECK(!phone->envelope);
    CHECK(kiosk->envelope);
    CHECK(phone->ballots.size() == 2);
    const auto receipt = verify_ballot_receipt(hex(json["answer"]), here);
    REQUIRE(receipt);
    CHECK(receipt->outcomes.size() == 2);
    const auto later = verify_ballot_receipt(hex(json["answer_retry"]), here);
    REQUIRE(later);
    CHECK(std::count_if(later->outcomes.begin(), later->outcomes.end(), is_to_be_brought_again) ==
          1);
}

TEST_CASE("vectors: a relay's certificate and receipts") {
    const Json json = vectors("relay.json");
    const CityKeys here = city();
    const auto certificate = read_relay_certificate(hex(json["certificate"]), here.city.id);
    REQUIRE(certificate);
    CHECK(verify_relay_certificate(*certificate, here));
    CHECK(certificate->name == json["name"].get<std::string>());
    CHECK(to_hex(certificate->relay) == json["relay_public"].get<std::string>());
    const Instant now = instant(json["not_before_ms"].get<std::int64_t>());
    CHECK(certificate->not_before == now);
    CHECK(!certificate->is_valid_at(instant(json["not_after_ms"].get<std::int64_t>())));

    const Bytes answer = hex(json["push_answer"]);
    const auto receipt = read_relay_receipt(answer, RelayLane::operations, here.city.id);
    REQUIRE(receipt);
    CHECK(verify_relay_receipt(answer, RelayLane::operations, *receipt, here, now));
    const Bytes body = hex(vectors("push.json")["body"]);
    const auto push = decode_push(body, here.city);
    REQUIRE(push);
    const auto* first = receipt->find(push->items[0].hash);
    REQUIRE(first);
    const auto by_city = verify_push_receipt(first->receipt, here);
    REQUIRE(by_city);
    CHECK(names(*by_city, push->items[0].bytes, here.city));
    CHECK(!names(*by_city, push->items[1].bytes, here.city));
    CHECK(receipt->find(push->items[1].hash)->kind == RelayAnswer::Kind::held);
    CHECK(receipt->find(push->items[2].hash)->code == "malformed");

    const Bytes cast = hex(json["ballots_answer"]);
    const auto held = read_relay_receipt(cast, RelayLane::ballots, here.city.id);
    REQUIRE(held);
    CHECK(verify_relay_receipt(cast, RelayLane::ballots, *held, here, now));
    const auto passed_on = decode_ballots_request(hex(json["ballots_passed_on"]), here.city.id);
    REQUIRE(passed_on);
    REQUIRE(passed_on->envelope);
    CHECK(passed_on->envelope->enrolled_key == certificate->relay);
    CHECK(held->find(passed_on->ballots.at(0).hash));
}

TEST_CASE("vectors: a bundle and its return") {
    const Json json = vectors("bundle.json");
    const CityKeys here = city();
    const std::vector<CitySecret> secrets = city_secrets();
    const KeyPair kiosk = KeyPair::from_seed(hex_array<32>(json["kiosk_seed"]));
    const std::vector<PublicKey> enrolled{kiosk.public_key()};
    const auto bundle = open_bundle(hex(json["file"]), here.city, secrets, enrolled);
    REQUIRE(bundle);
    CHECK(bundle->label.id.hex() == json["bundle"].get<std::string>());
    CHECK(to_hex(bundle->label.answer_key) == json["answer_key"].get<std::string>());
    REQUIRE(bundle->parts.size() == 2);
    CHECK(to_hex(bundle->parts[0].body) == vectors("push.json")["body"].get<std::string>());
    CHECK(to_hex(bundle->parts[1].body) ==
          vectors("ballots.json")["body_kiosk"].get<std::string>());

    const auto back = decode_return(hex(json["return_document"]), here.city.id, nullptr);
    REQUIRE(back);
    CHECK(back->keys == here);
    CHECK(back->version == json["version"].get<std::uint64_t>());
    CHECK(back->snapshot_hash == sha256(hex(json["snapshot"])));
    REQUIRE(back->answers.size() == 1);
    const auto receipts = open_answer(here.city.id, kiosk, back->answers[0]);
    REQUIRE(receipts);
    REQUIRE(receipts->size() == 2);
    CHECK(verify_push_receipt((*receipts)[0].document, here));
    CHECK(verify_ballot_receipt((*receipts)[1].document, here));
}

TEST_CASE("vectors: a page and a snapshot's signature") {
    const Json json = vectors("pull.json");
    const CityKeys here = city();
    const auto page = decode_page(hex(json["page"]), here.city.id);
    REQUIRE(page);
    CHECK(page->has_more);
    REQUIRE(page->changes.size() == 2);
    CHECK(!page->changes[1].payload);
    const auto scopes = parse_scopes(json["snapshot_scopes"].get<std::string>());
    REQUIRE(scopes);
    CHECK(verify_snapshot(here, hex_array<8>(json["snapshot_key_id"]), *scopes,
                          hex_array<32>(json["snapshot_sha256"]),
                          hex_array<64>(json["snapshot_signature"])));
}

TEST_CASE("vectors: receipt codes") {
    const Json json = vectors("receipt_code.json");
    for (const Json& vector : json["codes"]) {
        const auto code = ReceiptCode::parse(vector["shown"].get<std::string>());
        REQUIRE(code);
        CHECK(code->plain() == vector["plain"].get<std::string>());
        const auto tag = lookup_tag(city().city.id, *code);
        REQUIRE(tag);
        CHECK(to_hex(*tag) == vector["lookup_tag"].get<std::string>());
    }
    for (const Json& pair : json["read_as"]) {
        const auto code = ReceiptCode::parse(pair[0].get<std::string>());
        REQUIRE(code);
        CHECK(code->plain() == pair[1].get<std::string>());
    }
    for (const Json& text : json["refused"]) CHECK(!ReceiptCode::parse(text.get<std::string>()));
}

TEST_CASE("blob.json: a photo opens for the city, and its pieces are its author's") {
    const Json json = vectors("blob.json");
    const KeyPair author = KeyPair::from_seed(hex_array<32>(json["author_seed"]));
    const BlobOwner owner{author.public_key(), hex_array<8>(json["epoch"])};
    const Bytes blob = hex(json["blob"]);
    const Hash hash = hex_array<32>(json["hash"]);
    CHECK(blob_hash(blob) == hash);
    CHECK(open_blob(city().city, city_secrets(), owner, blob) == hex(json["image"]));
    const Bytes body = hex(json["body"]);
    const auto piece = decode_blob_piece(body, city().city.id, hash);
    REQUIRE(piece);
    CHECK(piece->owner == owner);
    CHECK(piece->size == json["size"].get<std::uint64_t>());
    CHECK(piece->offset == json["offset"].get<std::uint64_t>());
    CHECK(std::equal(piece->bytes.begin(), piece->bytes.end(),
                     blob.begin() + static_cast<std::ptrdiff_t>(piece->offset), blob.end()));
    const auto receipt = verify_blob_receipt(hex(json["answer"]), city());
    REQUIRE(receipt);
    CHECK(receipt->hash == hash);
    CHECK(receipt->received == json["received"].get<std::uint64_t>());
    CHECK(receipt->size == blob.size());
}

}  // namespace qp::protocol
