// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/fake_city.h"

#include <algorithm>
#include <cassert>

#include "core/ops/relay.h"
#include "core/ops/return_bundle.h"

namespace qp::sim {
namespace {

using replica::Answer;
using replica::Request;

constexpr Instant kFounded{Milliseconds{1700000000000}};

Answer problem(int status) {
    const BytesView text = as_bytes("{\"title\":\"no\"}");
    return Answer{status, "application/problem+json", Bytes(text.begin(), text.end())};
}

Answer ok(Bytes body) {
    return Answer{200, "application/cbor", std::move(body)};
}

std::string query_value(const std::string& target, const std::string& name) {
    const std::size_t begin = target.find(name + "=");
    if (begin == std::string::npos) return {};
    const std::size_t from = begin + name.size() + 1;
    return target.substr(from, target.find('&', from) - from);
}

bool is_wanted(const ops::Change& change, const std::vector<std::string>& scopes) {
    return std::find(scopes.begin(), scopes.end(), change.scope) != scopes.end();
}

}  // namespace

FakeCity::FakeCity(std::uint64_t seed) : random_{seed}, genesis_{ops::KeyPair::generate(random_)} {
    secrets_.push_back(ops::CitySecret::generate(random_, kFounded));
    keys_ = ops::sign_city_keys(genesis_, 1, secrets_, "Teststadt");
    offered_keys_ = keys_.bytes;
    epoch_ = random_id<ops::ServerEpoch>(random_);
}

Answer FakeCity::handle(const Request& request) {
    seen.push_back(request);
    if (chokes_on && chokes_on(request)) return problem(400);
    const std::string path = request.target.substr(0, request.target.find('?'));
    if (path == "/api/v1/city") return ok(offered_keys_);
    if (path == "/api/v1/push") return push(request);
    if (path == "/api/v1/ballots") return ballots(request);
    if (path.rfind("/api/v1/blob/", 0) == 0) return blob(request);
    if (path == "/api/v1/pull")
        return pull(query_value(request.target, "scope"), query_value(request.target, "cursor"));
    return problem(404);
}

std::optional<Bytes> FakeCity::take_bundle(BytesView file, const ops::PublicKey& kiosk) {
    const auto bundle = ops::open_bundle(file, city(), secrets_, {&kiosk, 1});
    if (!bundle) return std::nullopt;
    std::vector<ops::CarriedReceipt> receipts;
    for (const ops::BundlePart& part : bundle->parts) {
        Request request;
        request.body = part.body;
        const Answer answer =
            part.kind == ops::BundlePart::Kind::push ? push(request) : ballots(request);
        receipts.push_back({part.kind, answer.body});
    }
    const auto sealed = ops::seal_answer(city().id, bundle->label, receipts, random_);
    return sealed ? std::optional{*sealed} : std::nullopt;
}

Bytes FakeCity::return_document(const ops::PublicKey& kiosk, const std::vector<std::string>& scopes,
                                std::uint64_t version, std::vector<Bytes> answers,
                                BytesView snapshot) {
    ops::ReturnBundle bundle;
    bundle.kiosk = kiosk;
    bundle.server_epoch = epoch_;
    bundle.version = version;
    bundle.keys = keys_;
    bundle.scopes = scopes;
    bundle.answers = std::move(answers);
    bundle.snapshot_bytes = snapshot.size();
    bundle.snapshot_hash = ops::sha256(snapshot);
    return *ops::sign_return(secrets_.back(), bundle);
}

Bytes FakeCity::vouch_for(const ops::PublicKey& relay, const std::string& name, Instant not_before,
                          Instant not_after) const {
    return ops::sign_relay_certificate(city(), secrets_.back(), relay, name, not_before, not_after);
}

Answer FakeCity::push(const Request& request) {
    auto body = ops::decode_push(request.body, city());
    if (!body) return problem(body.error().code == Code::too_large ? 413 : 400);
    ops::PushReceipt receipt;
    receipt.server_epoch = epoch_;
    bool is_conflict = false;
    for (const ops::Push::Item& item : body->items) {
        if (item.batch)
            receipt.batches.push_back(take(*item.batch, is_conflict));
        else
            receipt.refused.push_back({item.hash, name(item.batch.error().code)});
    }
    Answer answer = ok(ops::sign_receipt(city(), secrets_.back(), receipt));
    if (is_conflict) answer.status = 409;
    return answer;
}

std::vector<ops::Batch> FakeCity::pushed(ops::OpType type) const {
    std::vector<ops::Batch> found;
    for (const replica::Request& request : seen) {
        if (request.lane != replica::Lane::push) continue;
        const auto push = ops::decode_push(request.body, city());
        assert(push);
        for (const ops::Push::Item& item : push->items) {
            assert(item.batch);
            if (item.batch->operations.front().type == type) found.push_back(*item.batch);
        }
    }
    return found;
}

ops::BatchReceipt FakeCity::take(const ops::Batch& batch, bool& is_conflict) {
    ops::BatchReceipt receipt{batch.author, batch.epoch, batch.first_seq, batch.head(), {}};
    for (std::size_t i = 0; i < batch.operations.size(); ++i) {
        receipt.outcomes.push_back(take(batch.key(i), batch.header_hashes[i]));
        is_conflict |= receipt.outcomes.back().code == name(Code::conflict);
    }
    return receipt;
}

ops::Outcome FakeCity::take(const ops::OpKey& key, const ops::Hash& header) {
    using Kind = ops::Outcome::Kind;
    const auto held = state.operations.find(key);
    if (held == state.operations.end()) {
        if (judge)
            if (const auto judged = judge(key)) return *judged;
        state.operations[key] = {header, ++state.last_operation, false};
        return {Kind::accepted, state.last_operation, ""};
    }
    if (held->second.header != header) {
        ++refused_forks[key];
        return {Kind::rejected, 0, name(Code::conflict)};
    }
    if (held->second.is_erased) return {Kind::erased, 0, ""};
    return {Kind::duplicate, held->second.seq, ""};
}

Answer FakeCity::ballots(const Request& request) {
    using Kind = ops::BallotOutcome::Kind;
    auto body = ops::decode_ballots_request(request.body, city().id);
    if (!body) return problem(400);
    ops::BallotReceipt receipt;
    receipt.server_epoch = epoch_;
    for (const auto& refused : body->refused)
        receipt.outcomes.push_back({refused.hash, Kind::rejected, name(refused.code)});
    for (const ops::SignedBallot& ballot : body->ballots) {
        if (puts_off && puts_off(ballot.ballot)) {
            receipt.outcomes.push_back({ballot.hash, Kind::retry, ""});
            continue;
        }
        const auto [held, is_new] =
            state.ballots.try_emplace({ballot.ballot.poll, ballot.ballot.nullifier}, ballot);
        const bool is_newer = !is_new && ops::supersedes(ballot, held->second);
        if (is_newer) held->second = ballot;
        receipt.outcomes.push_back(
            {ballot.hash, is_new || is_newer ? Kind::accepted : Kind::known, ""});
    }
    std::sort(receipt.outcomes.begin(), receipt.outcomes.end(),
              [](const auto& a, const auto& b) { return a.hash < b.hash; });
    return ok(ops::sign_receipt(city(), secrets_.back(), receipt));
}

Answer FakeCity::blob(const Request& request) {
    const auto name_bytes = from_hex(request.target.substr(request.target.rfind('/') + 1));
    const auto hash = name_bytes ? to_array<32>(*name_bytes) : std::nullopt;
    if (!hash) return problem(404);
    const auto piece = ops::decode_blob_piece(request.body, city().id, *hash);
    if (!piece) return problem(400);
    const ops::OpKey key{piece->owner.author, piece->owner.epoch, 1};
    if (state.operations.count(key) == 0) return problem(404);
    Bytes& held = blobs[*hash];
    if (piece->offset <= held.size() && piece->offset + piece->bytes.size() > held.size()) {
        const BytesView rest =
            piece->bytes.subspan(static_cast<std::size_t>(held.size() - piece->offset));
        held.insert(held.end(), rest.begin(), rest.end());
    }
    return ok(ops::sign_receipt(city(), secrets_.back(),
                                ops::BlobReceipt{epoch_, {}, *hash, held.size(), piece->size}));
}

Answer FakeCity::pull(const std::string& scope, const std::string& cursor) {
    const auto scopes = ops::parse_scopes(scope);
    if (!scopes) return problem(400);
    std::uint64_t after = 0;
    ops::Page page;
    if (!cursor.empty()) {
        const auto bytes = from_base64url(cursor);
        const auto decoded = bytes ? ops::decode_cursor(*bytes) : fail(Code::malformed, "");
        // As the real city (sync/city/api/pull.cpp): only "start anew" frees a device from a cursor
        // that was damaged on its way.
        if (!decoded || decoded->server_epoch != epoch_ ||
            decoded->scopes != ops::scopes_hash(*scopes) || decoded->seq < oldest_cursor_)
            return problem(410);
        after = decoded->seq;
        page.after = *bytes;
    }
    std::map<std::uint64_t, const ops::Change*> in_order;
    for (const auto& [key, change] : state.content)
        if (change.seq > after && is_wanted(change, *scopes)) in_order[change.seq] = &change;
    page.server_epoch = epoch_;
    page.scopes = *scopes;
    for (const auto& [seq, change] : in_order) {
        page.has_more = page.changes.size() == page_changes;
        if (page.has_more) break;
        page.changes.push_back(*change);
    }
    const std::uint64_t upto = page.has_more ? page.changes.back().seq : state.last_change;
    page.cursor = ops::encode(ops::Cursor{epoch_, upto, ops::scopes_hash(*scopes), 1});
    return ok(ops::encode_page(city().id, page));
}

std::optional<store::Content> FakeCity::snapshot(const std::vector<std::string>& scopes) {
    if (!has_snapshots) return std::nullopt;
    std::vector<store::Change> changes;
    for (const auto& [key, change] : state.content)
        if (is_wanted(change, scopes))
            changes.push_back({static_cast<domain::EntityKind>(change.kind), change.id, change.seq,
                               change.scope, change.version, change.payload});
    auto content = store::Content::open(":memory:");
    assert(content);
    const ops::Cursor cursor{epoch_, state.last_change, ops::scopes_hash(scopes), 1};
    [[maybe_unused]] const auto applied = content->apply(changes, ops::encode(cursor));
    assert(applied);
    return std::move(*content);
}

std::uint64_t FakeCity::publish(std::uint8_t kind, const Id& id, std::string scope,
                                std::optional<Bytes> payload, std::uint8_t version) {
    const std::uint64_t seq = ++state.last_change;
    state.content[{kind, id}] = {kind, id, seq, std::move(scope), version, std::move(payload)};
    return seq;
}

void FakeCity::erase(const ops::OpKey& key) {
    state.operations.at(key).is_erased = true;
}

void FakeCity::rotate_keys(bool keeps_old) {
    const auto next = ops::CitySecret::generate(random_, kFounded);
    if (!keeps_old) secrets_.clear();
    secrets_.push_back(next);
    keys_ = ops::sign_city_keys(genesis_, keys_.version + 1, secrets_, "Teststadt");
    offered_keys_ = keys_.bytes;
}

void FakeCity::offer_old_keys() {
    offered_keys_ = ops::sign_city_keys(genesis_, keys_.version - 1, secrets_, "Alt").bytes;
}

void FakeCity::restore(const CityState& from) {
    state = from;
    epoch_ = random_id<ops::ServerEpoch>(random_);
}

}  // namespace qp::sim
