// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/vectors.h"

#include <algorithm>

#include "core/ops/ballot_request.h"
#include "core/ops/batch.h"
#include "core/ops/blob.h"
#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/ops/relay.h"
#include "core/ops/return_bundle.h"
#include "core/ops/sealing.h"
#include "core/ops/signed_document.h"
#include "core/ops/test_city.h"

namespace qp::protocol {

namespace {

using namespace qp::ops;

// Bytes that stand in a vector in the place of randomness.
template <std::size_t N>
ByteArray<N> counted(std::uint8_t first) {
    ByteArray<N> bytes{};
    for (std::size_t i = 0; i < N; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
    return bytes;
}

// Gives out what it was given: so an ephemeral key can be named in a vector.
class FixedRandom final : public Random {
public:
    explicit FixedRandom(Bytes bytes) : bytes_{std::move(bytes)} {}
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) byte = at_ < bytes_.size() ? bytes_[at_++] : 0;
    }

private:
    Bytes bytes_;
    std::size_t at_ = 0;
};

template <class Bytelike>
std::string hex(const Bytelike& bytes) {
    return to_hex(BytesView{bytes.data(), bytes.size()});
}

struct World {
    KeyPair genesis = KeyPair::from_seed(counted<32>(0x00));
    std::vector<CitySecret> secrets{
        {KeyPair::from_seed(counted<32>(0x20)), BoxKeyPair::from_secret(counted<32>(0x40)),
         instant(1795000000000)},
        {KeyPair::from_seed(counted<32>(0x60)), BoxKeyPair::from_secret(counted<32>(0x80)),
         instant(1796000000000)}};
    CityKeys keys = sign_city_keys(genesis, 3, secrets, "Bielefeld");
    City city = keys.city;
    Instant now = instant(kTestNow);
    KeyPair author = KeyPair::from_seed(counted<32>(0xa0));
    ServerEpoch server_epoch{counted<16>(0xc0)};
    Id idea{counted<16>(0xd0)};
};

Json city_vectors(const World& world) {
    Json keys = Json::array();
    for (const CitySecret& secret : world.secrets) {
        keys.push_back({{"sign_seed", hex(secret.sign_key.seed())},
                        {"sign_public", hex(secret.sign_key.public_key())},
                        {"box_secret", hex(secret.box_key.secret)},
                        {"box_public", hex(secret.box_key.public_key)},
                        {"key_id", hex(secret.id())},
                        {"not_before_ms", ms(secret.not_before)}});
    }
    return {{"about", "GET /api/v1/city: the signed list of the city's keys"},
            {"genesis_seed", hex(world.genesis.seed())},
            {"genesis_public", hex(world.genesis.public_key())},
            {"city", world.city.id.hex()},
            {"version", world.keys.version},
            {"name", world.keys.name},
            {"keys", keys},
            {"seals_at_ms", ms(world.now)},
            {"seals_with", hex(world.keys.sealing_key(world.now).id)},
            {"answer", hex(world.keys.bytes)}};
}

Operation operation_with(OpType type, const Id& event, Hlc hlc, PayloadKind kind, Bytes payload,
                         std::uint8_t salt) {
    const auto salt_bytes = counted<16>(salt);
    FixedRandom random{{salt_bytes.begin(), salt_bytes.end()}};
    return make_operation(type, 1, event, hlc, kind, std::move(payload), random);
}

Json operation_vector(const Operation& operation, const Batch& batch, const CityId& city,
                      std::size_t index) {
    return {{"type", static_cast<int>(operation.type)},
            {"version", operation.version},
            {"event", operation.event.is_zero() ? Json{} : Json(operation.event.hex())},
            {"hlc", std::to_string(operation.hlc.value)},
            {"kind", static_cast<int>(operation.kind)},
            {"salt", operation.salt ? Json(hex(*operation.salt)) : Json{}},
            {"payload", operation.salt ? Json(hex(operation.payload)) : Json{}},
            {"commitment", hex(operation.commitment)},
            {"header", hex(header_of(city, batch.key(index), operation))},
            {"operation_hash", hex(batch.header_hashes[index])},
            {"head", hex(batch.heads[index])}};
}

struct Signed {
    Bytes bytes;
    Json vector;
};

Signed signed_batch(const World& world, ChainState& chain, const std::vector<Operation>& ops) {
    Signed result;
    result.bytes = sign_batch(world.city, world.author, chain, ops);
    const auto batch = decode_batch(result.bytes, world.city);
    Json operations = Json::array();
    for (std::size_t i = 0; i < ops.size(); ++i) {
        operations.push_back(operation_vector(ops[i], *batch, world.city.id, i));
    }
    result.vector = {{"first_seq", batch->first_seq},
                     {"prev_head", batch->prev_head ? Json(hex(*batch->prev_head)) : Json{}},
                     {"operations", operations},
                     {"signature", hex(batch->signature)},
                     {"batch", hex(result.bytes)}};
    return result;
}

struct Chained {
    Json vectors;
    Bytes first;
    Bytes second;
};

Chained chain_vectors(const World& world) {
    const Epoch epoch = counted<8>(0xe0);
    ChainState chain{epoch, 0, genesis_head(world.city, world.author.public_key(), epoch)};
    const Hash genesis = chain.head;
    const Hlc hlc = hlc_at(world.now, 7);
    const KioskHealth health{"0.1.0", 3600, 2, 0, 8000000000, 5000000};
    std::vector<Operation> ops{
        operation_with(OpType::kiosk_health, Id{}, hlc, PayloadKind::plain, encode(health), 0x10),
        operation_with(OpType::poll_drained, world.idea, hlc_at(world.now, 8), PayloadKind::plain,
                       encode(PollDrained{world.idea, 12}), 0x30)};
    ChainState again = chain;
    const Signed first = signed_batch(world, chain, ops);
    const Signed second =
        signed_batch(world, chain,
                     {operation_with(static_cast<OpType>(999), Id{}, hlc_at(world.now, 9),
                                     PayloadKind::plain, Bytes{}, 0x50)});
    ops[0] = erased(ops[0]);
    const Signed rest = signed_batch(world, again, ops);
    return {
        {{"about",
          "An author's chain: two batches, and the first one after its first operation has been "
          "erased. hlc is a decimal string, since it may be beyond 2^53."},
         {"author_seed", hex(world.author.seed())},
         {"author", hex(world.author.public_key())},
         {"epoch", hex(epoch)},
         {"genesis_head", hex(genesis)},
         {"batches", {first.vector, second.vector}},
         {"first_with_erased", rest.vector}},
        first.bytes,
        second.bytes};
}

Json sealed_vectors(const World& world) {
    const Epoch epoch = counted<8>(0xe8);
    const auto ephemeral = counted<32>(0x11);
    const auto code = *ReceiptCode::parse("0000-0000-0000");
    const IdeaSubmit idea{world.idea,
                          "B\u00e4nke am Kesselbrink",
                          "Mit Lehne, im Schatten.",
                          "mitte",
                          "quality",
                          "de",
                          *lookup_tag(world.city.id, code),
                          {}};
    const SealContext context{{world.author.public_key(), epoch, 1}, OpType::idea_submit, 1};
    FixedRandom random{{ephemeral.begin(), ephemeral.end()}};
    const auto payload = seal_payload(world.keys, context, encode(idea), world.now, random);
    const auto box = BoxKeyPair::from_secret(ephemeral);
    const auto plain = open(world.secrets[0].box_key, BytesView{*payload}.subspan(8));
    return {{"about", "An idea.submit payload sealed to the city, with a fixed ephemeral key"},
            {"author", hex(world.author.public_key())},
            {"epoch", hex(epoch)},
            {"seq", 1},
            {"type", 1},
            {"version", 1},
            {"plain_payload", hex(encode(idea))},
            {"context_hash", hex(BytesView{*plain}.first(32))},
            {"key_id", hex(world.secrets[0].id())},
            {"box_public", hex(world.secrets[0].box_key.public_key)},
            {"ephemeral_secret", hex(ephemeral)},
            {"ephemeral_public", hex(box.public_key)},
            {"payload", hex(*payload)}};
}

Json push_vectors(const World& world, const Chained& chained) {
    const Bytes broken{0x01, 0x02, 0x03};
    const std::vector<BytesView> batches{chained.first, chained.second, broken};
    const auto first = decode_batch(chained.first, world.city);
    const auto second = decode_batch(chained.second, world.city);
    PushReceipt receipt;
    receipt.server_epoch = world.server_epoch;
    receipt.batches = {{first->author,
                        first->epoch,
                        1,
                        first->head(),
                        {{Outcome::Kind::accepted, 1001, ""}, {Outcome::Kind::duplicate, 12, ""}}},
                       {second->author,
                        second->epoch,
                        3,
                        second->head(),
                        {{Outcome::Kind::rejected, 0, "refused"}}}};
    receipt.refused = {{sha256(broken), "malformed"}};
    return {{"about",
             "POST /api/v1/push: the batches of chain.json and one that is broken; the answer"},
            {"body", hex(encode_push(world.city.id, batches))},
            {"server_epoch", world.server_epoch.hex()},
            {"answer", hex(sign_receipt(world.city, world.secrets[0], receipt))}};
}

SignedBallot ballot_with(const World& world, const BallotSecret& secret, std::uint8_t choice,
                         Bytes credential) {
    Ballot ballot;
    ballot.poll = world.idea;
    ballot.revision = 2;
    ballot.choice = choice;
    ballot.credential = std::move(credential);
    return sign_ballot(world.city.id, nullifier_key(secret, world.city.id, world.idea), ballot);
}

Json ballot_vector(const World& world, const BallotSecret& secret, const SignedBallot& ballot) {
    const auto key = nullifier_key(secret, world.city.id, world.idea);
    return {{"ballot_secret", hex(secret)},
            {"poll", ballot.ballot.poll.hex()},
            {"nullifier_seed", hex(key.seed())},
            {"nullifier", hex(ballot.ballot.nullifier)},
            {"revision", ballot.ballot.revision},
            {"choice", ballot.ballot.choice},
            {"credential", hex(ballot.ballot.credential)},
            {"ballot", hex(ballot.bytes)},
            {"hash", hex(ballot.hash)}};
}

Json ballot_vectors(const World& world) {
    const BallotSecret one = counted<32>(0x33);
    const BallotSecret two = counted<32>(0x44);
    const SignedBallot first = ballot_with(world, one, 1, {});
    const SignedBallot second = ballot_with(world, two, 0, Bytes{1, 2, 3});
    const std::vector<BytesView> ballots{first.bytes, second.bytes};
    const auto kiosk = KeyPair::from_seed(counted<32>(0x55));
    BallotReceipt receipt;
    receipt.server_epoch = world.server_epoch;
    receipt.outcomes = {{first.hash, BallotOutcome::Kind::accepted, ""},
                        {second.hash, BallotOutcome::Kind::rejected, "closed"}};
    BallotReceipt later = receipt;
    later.outcomes[1] = {second.hash, BallotOutcome::Kind::retry, ""};
    return {{"about", "POST /api/v1/ballots: two ballots, from a phone and from an enrolled kiosk"},
            {"ballots", {ballot_vector(world, one, first), ballot_vector(world, two, second)}},
            {"body_phone", hex(encode_ballots_request(world.city.id, ballots, nullptr))},
            {"kiosk_seed", hex(kiosk.seed())},
            {"body_kiosk", hex(encode_ballots_request(world.city.id, ballots, &kiosk))},
            {"answer", hex(sign_receipt(world.city, world.secrets[0], receipt))},
            {"answer_retry", hex(sign_receipt(world.city, world.secrets[0], later))}};
}

// The city's receipt for the first batch of chain.json alone.
Bytes single_receipt(const World& world, const Chained& chained) {
    const auto batch = decode_batch(chained.first, world.city);
    PushReceipt receipt;
    receipt.server_epoch = world.server_epoch;
    receipt.batches = {
        {batch->author,
         batch->epoch,
         1,
         batch->head(),
         {{Outcome::Kind::accepted, 1001, ""}, {Outcome::Kind::accepted, 1002, ""}}}};
    return sign_receipt(world.city, world.secrets[0], receipt);
}

Json relay_vectors(const World& world, const Chained& chained) {
    const auto relay = KeyPair::from_seed(counted<32>(0x66));
    const std::string name = "Stand am Kesselbrink";
    const Instant until = world.now + std::chrono::hours{24};
    const Bytes certificate = sign_relay_certificate(world.city, world.secrets[0],
                                                     relay.public_key(), name, world.now, until);
    const Bytes broken{0x01, 0x02, 0x03};
    const SignedBallot ballot = ballot_with(world, counted<32>(0x33), 1, {});
    const std::vector<BytesView> ballots{ballot.bytes};
    using Kind = RelayAnswer::Kind;
    return {{"about",
             "A relay's certificate, and its receipts: for the body of push.json (the first batch "
             "is with the city, the second is held, the third refused), and for the first ballot "
             "of ballots.json, which it passes on alone"},
            {"relay_seed", hex(relay.seed())},
            {"relay_public", hex(relay.public_key())},
            {"name", name},
            {"not_before_ms", ms(world.now)},
            {"not_after_ms", ms(until)},
            {"certificate", hex(certificate)},
            {"city_receipt", hex(single_receipt(world, chained))},
            {"push_answer",
             hex(sign_relay_receipt(
                 world.city, relay, certificate, RelayLane::operations,
                 {{sha256(chained.first), Kind::answered, single_receipt(world, chained), ""},
                  {sha256(chained.second), Kind::held, {}, ""},
                  {sha256(broken), Kind::refused, {}, "malformed"}}))},
            {"ballots_answer",
             hex(sign_relay_receipt(world.city, relay, certificate, RelayLane::ballots,
                                    {{ballot.hash, Kind::held, {}, ""}}))},
            {"ballots_passed_on", hex(encode_ballots_request(world.city.id, ballots, &relay))}};
}

Json pull_vectors(const World& world) {
    Page page;
    page.server_epoch = world.server_epoch;
    page.scopes = {"city", "mitte"};
    page.after = {0xbe, 0xef};
    page.cursor = {0xca, 0xfe};
    page.has_more = true;
    page.changes = {{2, world.idea, 41, "mitte", 1, Bytes{0xa0}},
                    {2, Id{counted<16>(0x01)}, 42, "city", 1, std::nullopt}};
    const Hash file = sha256(as_bytes("any file"));
    const std::vector<std::string> scopes{"city", "mitte"};
    return {
        {"about", "GET /api/v1/pull: a page with a change and a tombstone; a snapshot's signature"},
        {"page", hex(encode_page(world.city.id, page))},
        {"snapshot_scopes", join_scopes(scopes)},
        {"snapshot_sha256", hex(file)},
        {"snapshot_key_id", hex(world.secrets[0].id())},
        {"snapshot_signature", hex(sign_snapshot(world.city, world.secrets[0], scopes, file))}};
}

Json blob_vectors(const World& world) {
    const Epoch epoch = counted<8>(0xd0);
    const BlobOwner owner{world.author.public_key(), epoch};
    const Bytes image{0xff, 0xd8, 0xff, 0xd9};
    const auto ephemeral = counted<32>(0x77);
    FixedRandom random{Bytes{ephemeral.begin(), ephemeral.end()}};
    const Bytes blob = *seal_blob(world.keys, owner, image, world.now, random);
    const Hash hash = blob_hash(blob);
    const Signature signature = sign_blob(world.city.id, world.author, epoch, hash);
    const BlobPiece piece{owner, signature, blob.size(), 64, BytesView{blob}.subspan(64)};
    const BlobReceipt receipt{world.server_epoch, {}, hash, 64, blob.size()};
    return {
        {"about", "A photo as it travels, its second piece, and the city's answer to the first"},
        {"author_seed", hex(world.author.seed())},
        {"epoch", hex(epoch)},
        {"image", hex(image)},
        {"ephemeral_secret", hex(ephemeral)},
        {"blob", hex(blob)},
        {"hash", hex(hash)},
        {"size", blob.size()},
        {"offset", 64},
        {"body", hex(encode(world.city.id, piece))},
        {"received", 64},
        {"answer", hex(sign_receipt(world.city, world.secrets[0], receipt))}};
}

Json receipt_code_vectors(const World& world) {
    Json codes = Json::array();
    SeededRandom random{20261123};
    for (int i = 0; i < 4; ++i) {
        const auto code = ReceiptCode::generate(random);
        codes.push_back({{"plain", code.plain()},
                         {"shown", code.shown()},
                         {"lookup_tag", hex(*lookup_tag(world.city.id, code))}});
    }
    return {{"about", "Receipt codes and their lookup tags in the city of city.json"},
            {"codes", codes},
            {"read_as", Json::array({Json::array({"o0oo-0oo0-00 0O", "000000000000"})})},
            {"refused", {"0000-0000-0001", "0000-0000-000", "0000-0000-000U"}}};
}

BytesView first_box(BytesView bundle) {
    cbor::Reader in{read_document(bundle)->body};
    in.array_of(9);
    for (int i = 0; i < 8; ++i) in.skip();
    in.array_of(2);
    in.skip();
    in.array();
    return in.bytes();
}

// A bundle with a push and a ballots body, and the return with what the city signs for them.
Json bundle_vectors(const World& world, const Json& push, const Json& ballots) {
    const auto bytes_of = [](const Json& json) { return *from_hex(json.get<std::string>()); };
    const auto kiosk = KeyPair::from_seed(counted<32>(0x55));
    const auto ephemeral = counted<64>(0x66);
    FixedRandom random{{ephemeral.begin(), ephemeral.end()}};
    BundleLabel label{{}, BundleId{counted<16>(0x77)}, 7, {}, {"city", "mitte"}};
    const std::vector<BundlePart> parts{
        {BundlePart::Kind::push, bytes_of(push["body"])},
        {BundlePart::Kind::ballots, bytes_of(ballots["body_kiosk"])}};
    const auto file = seal_bundle(world.keys, kiosk, label, parts, world.now, random);
    label.kiosk = kiosk.public_key();
    label.answer_key = answer_box(kiosk, world.city.id).public_key;

    // What a part and an answer open with: for a client without XSalsa20.
    const auto part = open(world.secrets[0].box_key, first_box(*file));
    const auto answering = counted<32>(0x88);
    FixedRandom answer_random{{answering.begin(), answering.end()}};
    const std::vector<CarriedReceipt> receipts{
        {BundlePart::Kind::push, bytes_of(push["answer"])},
        {BundlePart::Kind::ballots, bytes_of(ballots["answer"])}};
    const auto answer = seal_answer(world.city.id, label, receipts, answer_random);
    const auto opened = open(answer_box(kiosk, world.city.id), *answer);
    ReturnBundle back;
    back.kiosk = label.kiosk;
    back.server_epoch = world.server_epoch;
    back.version = static_cast<std::uint64_t>(ms(world.now));
    back.keys = world.keys;
    back.scopes = label.scopes;
    back.snapshot_bytes = 8;
    back.snapshot_hash = sha256(as_bytes("any file"));
    back.answers = {*answer};
    return {{"about",
             "By hand: a kiosk's bundle with the bodies of push.json and ballots.json, and the "
             "return with the answers that stand there. The ephemeral secrets follow one another."},
            {"kiosk_seed", hex(kiosk.seed())},
            {"kiosk", hex(label.kiosk)},
            {"bundle", label.id.hex()},
            {"number", label.number},
            {"answer_secret", hex(answer_box(kiosk, world.city.id).secret)},
            {"answer_key", hex(label.answer_key)},
            {"scopes", join_scopes(label.scopes)},
            {"key_id", hex(world.secrets[0].id())},
            {"ephemeral_secrets", hex(ephemeral)},
            {"file_name", bundle_file_name(label.kiosk, label.number)},
            {"file", hex(*file)},
            {"part_context_hash", hex(BytesView{*part}.first(32))},
            {"answer_context_hash", hex(BytesView{*opened}.first(32))},
            {"answer_ephemeral_secret", hex(answering)},
            {"answer", hex(*answer)},
            {"version", back.version},
            {"snapshot", hex(as_bytes("any file"))},
            {"return_file_name", return_file_name(label.kiosk)},
            {"return_document", hex(*sign_return(world.secrets[0], back))}};
}

}  // namespace

std::map<std::string, Json> make_vectors() {
    const World world;
    const Chained chained = chain_vectors(world);
    const Json push = push_vectors(world, chained);
    const Json ballots = ballot_vectors(world);
    return {{"city.json", city_vectors(world)},
            {"chain.json", chained.vectors},
            {"sealed.json", sealed_vectors(world)},
            {"relay.json", relay_vectors(world, chained)},
            {"push.json", push},
            {"ballots.json", ballots},
            {"blob.json", blob_vectors(world)},
            {"bundle.json", bundle_vectors(world, push, ballots)},
            {"pull.json", pull_vectors(world)},
            {"receipt_code.json", receipt_code_vectors(world)}};
}

std::string spelt(const Json& vectors) {
    return vectors.dump(2) + "\n";
}

}  // namespace qp::protocol
