// SPDX-License-Identifier: EUPL-1.2
// A city in memory: real formats and signatures, no files, no network. What it does on the wire is
// what a device may rely on; what it does inside is the shortest thing that shows it.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/seeded_random.h"
#include "core/ops/ballot_request.h"
#include "core/ops/blob.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/replica/exchange.h"
#include "core/store/content.h"

namespace qp::sim {

// What a backup of the city holds.
struct CityState {
    struct Held {
        ops::Hash header{};
        std::uint64_t seq = 0;
        bool is_erased = false;
    };
    std::map<ops::OpKey, Held> operations;
    std::map<std::pair<Id, ops::Nullifier>, ops::SignedBallot> ballots;
    std::map<std::pair<std::uint8_t, Id>, ops::Change> content;
    std::uint64_t last_operation = 0;
    std::uint64_t last_change = 0;
};

class FakeCity {
public:
    explicit FakeCity(std::uint64_t seed);

    const ops::City& city() const { return keys_.city; }
    const ops::CitySecret& signing_key() const { return secrets_.back(); }
    const ops::CityKeys& keys() const { return keys_; }

    // Commits what it must, whether or not anybody hears the answer.
    replica::Answer handle(const replica::Request& request);
    // The file behind /api/v1/snapshot. Nothing where handle() would not give one.
    std::optional<store::Content> snapshot(const std::vector<std::string>& scopes);

    std::uint64_t publish(std::uint8_t kind, const Id& id, std::string scope,
                          std::optional<Bytes> payload, std::uint8_t version = 1);
    void erase(const ops::OpKey& key);
    // New keys; those from before are listed on or not.
    void rotate_keys(bool keeps_old);
    // By hand: what `bundle import` and `bundle export` do. The sealed answer to a bundle; nothing
    // where it is refused.
    std::optional<Bytes> take_bundle(BytesView file, const ops::PublicKey& kiosk);
    Bytes return_document(const ops::PublicKey& kiosk, const std::vector<std::string>& scopes,
                          std::uint64_t version, std::vector<Bytes> answers,
                          BytesView snapshot = {});
    // An older list, signed as it should be.
    void offer_old_keys();

    // A certificate for a relay of this city.
    Bytes vouch_for(const ops::PublicKey& relay, const std::string& name, Instant not_before,
                    Instant not_after) const;

    CityState backup() const { return state; }
    // As after a real restore: what came since then is forgotten and the epoch is new.
    void restore(const CityState& from);
    // Cursors up to here are too old from now on.
    void forget_tombstones() { oldest_cursor_ = state.last_change; }

    CityState state;
    // Asked for each operation it does not hold; unset: accepted.
    std::function<std::optional<ops::Outcome>(const ops::OpKey&)> judge;
    // A whole request that a proxy refuses: asked with its body.
    std::function<bool(const replica::Request&)> chokes_on;
    // Ballots that it takes at another time.
    std::function<bool(const ops::Ballot&)> puts_off;
    bool has_snapshots = true;
    std::map<ops::Hash, Bytes> blobs;  // as far as they have come
    std::size_t page_changes = 3;      // small, so that there are pages
    std::vector<replica::Request> seen;
    // Every batch that was pushed whose first operation is of this type, each time it came.
    std::vector<ops::Batch> pushed(ops::OpType type) const;
    std::map<ops::OpKey, std::uint32_t> refused_forks;

private:
    replica::Answer push(const replica::Request& request);
    replica::Answer ballots(const replica::Request& request);
    replica::Answer blob(const replica::Request& request);
    replica::Answer pull(const std::string& scope, const std::string& cursor);
    ops::BatchReceipt take(const ops::Batch& batch, bool& is_conflict);
    ops::Outcome take(const ops::OpKey& key, const ops::Hash& header);

    SeededRandom random_;
    ops::KeyPair genesis_;
    std::vector<ops::CitySecret> secrets_;
    ops::CityKeys keys_;
    Bytes offered_keys_;
    ops::ServerEpoch epoch_;
    std::uint64_t oldest_cursor_ = 0;
};

}  // namespace qp::sim
