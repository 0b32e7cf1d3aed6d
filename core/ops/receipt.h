// SPDX-License-Identifier: EUPL-1.2
// Receipts of both lanes. A receipt promises that the city will not forget what it names; whatever
// else comes back, a 200 with HTML included, is not_a_receipt and no ack.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ops/ballot.h"
#include "core/ops/chain.h"
#include "core/ops/city_keys.h"

namespace qp::ops {

struct Outcome {
    enum class Kind : std::uint8_t {
        accepted = 0,   // city_seq
        duplicate = 1,  // city_seq of the first time
        erased = 2,     // was accepted once; its payload is gone for good
        rejected = 3,   // code: never again; shown to a person
        retry = 4,      // not now: keep it and push it again
    };
    Kind kind = Kind::retry;
    std::uint64_t city_seq = 0;
    std::string code;  // a Code's name, or one that a newer city added
    bool operator==(const Outcome&) const = default;
};

struct BatchReceipt {
    PublicKey author{};
    Epoch epoch{};
    std::uint32_t first_seq = 1;
    Hash head{};                    // of the chain after the last operation of the batch
    std::vector<Outcome> outcomes;  // one an operation, never empty
    std::uint32_t upto_seq() const {
        return first_seq + static_cast<std::uint32_t>(outcomes.size()) - 1;
    }
    bool operator==(const BatchReceipt&) const = default;
};

// A batch that could not be read or whose signature does not fit: all of it is rejected.
struct RefusedBatch {
    Hash hash{};  // SHA-256 of the batch's bytes
    std::string code;
    bool operator==(const RefusedBatch&) const = default;
};

struct PushReceipt {
    ServerEpoch server_epoch;
    KeyId key_id{};
    std::vector<BatchReceipt> batches;  // in the order pushed
    std::vector<RefusedBatch> refused;
    bool operator==(const PushReceipt&) const = default;
};

struct BallotOutcome {
    enum class Kind : std::uint8_t {
        accepted = 0,
        known = 1,     // this very one, or one that supersedes it, is already there
        rejected = 2,  // code
        retry = 3,     // not now: keep it and bring it again
    };
    Hash hash{};
    Kind kind = Kind::accepted;
    std::string code;
    bool operator==(const BallotOutcome&) const = default;
};

// Turned away for its signature, which the hash does not cover: a ballot that was spoiled on the
// way goes by the name of the sound one.
bool is_of_spoiled(const BallotOutcome& outcome);
// What whoever holds the sound ballot brings again: put off, or spoiled on the way.
bool is_to_be_brought_again(const BallotOutcome& outcome);

struct BallotReceipt {
    ServerEpoch server_epoch;
    KeyId key_id{};
    std::vector<BallotOutcome> outcomes;  // ascending by hash
    bool operator==(const BallotReceipt&) const = default;
};

// The key id is set from `key`.
Bytes sign_receipt(const City& city, const CitySecret& key, const PushReceipt& receipt);
Bytes sign_receipt(const City& city, const CitySecret& key, const BallotReceipt& receipt);

// Whether it answers these very bytes, whatever it says of them: an old receipt shown again would
// ack nothing and yet look like progress.
bool names(const PushReceipt& receipt, BytesView batch, const City& city);
bool names(const BallotReceipt& receipt, const Hash& ballot);

// Every error is not_a_receipt; its detail tells why.
Result<PushReceipt> verify_push_receipt(BytesView answer, const CityKeys& city);
Result<BallotReceipt> verify_ballot_receipt(BytesView answer, const CityKeys& city);

}  // namespace qp::ops
