// SPDX-License-Identifier: EUPL-1.2
// A relay ("der Stand"): takes operations and ballots where there is no way to the city, keeps them
// durably and passes them on. Its receipt says just that, under its own key with a certificate of
// the city. It is no ack: whoever reads it keeps everything, and asks on until the relay hands back
// the city's own receipt, which proves itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ops/city_keys.h"

namespace qp::ops {

inline constexpr std::size_t kRelayNameBytesMax = 200;
inline constexpr std::size_t kRelayCertificateBytesMax = 512;
// The city's receipt for one batch or one ballot.
inline constexpr std::size_t kSingleReceiptBytesMax = 16 * 1024;

struct RelayCertificate {
    PublicKey relay{};
    KeyId key_id{};    // of the city key that signed it
    std::string name;  // as people on the spot know it: "Stand am Kesselbrink"
    Instant not_before{};
    Instant not_after{};
    Bytes bytes;  // as they came

    bool is_valid_at(Instant now) const { return not_before <= now && now < not_after; }
};

// REQUIRES: name.size() <= kRelayNameBytesMax, both times from 1970 on.
Bytes sign_relay_certificate(const City& city, const CitySecret& key, const PublicKey& relay,
                             const std::string& name, Instant not_before, Instant not_after);
// Its form alone, for who has no keys of the city yet: malformed, wrong_city.
Result<RelayCertificate> read_relay_certificate(BytesView bytes, const CityId& city);
// bad_signature unless a listed key of the city signed it. Its time is not asked.
Status verify_relay_certificate(const RelayCertificate& certificate, const CityKeys& city);

// What a relay says of one batch or one ballot.
struct RelayAnswer {
    enum class Kind : std::uint8_t {
        held = 0,      // kept durably, on its way
        answered = 1,  // `receipt`: the city's, for this one alone
        refused = 2,   // `code`: not taken. Only the city's no is final: keep it, try elsewhere
    };
    Hash hash{};  // of a batch: SHA-256 of its bytes; of a ballot: its ballot hash
    Kind kind = Kind::held;
    Bytes receipt;
    std::string code;
    bool operator==(const RelayAnswer&) const = default;
};

enum class RelayLane : std::uint8_t { operations, ballots };

struct RelayReceipt {
    RelayCertificate certificate;
    std::vector<RelayAnswer> answers;  // ascending by hash

    const RelayAnswer* find(const Hash& hash) const;  // null: it says nothing of that
};

// Sorts the answers. `certificate`: the signed document. Of ballots: padded.
Bytes sign_relay_receipt(const City& city, const KeyPair& relay, BytesView certificate,
                         RelayLane lane, std::vector<RelayAnswer> answers);
// Reads without asking who signed: an enclosed receipt of the city is as good from anybody.
// not_a_receipt with the reason.
Result<RelayReceipt> read_relay_receipt(BytesView answer, RelayLane lane, const CityId& city);
// Whether `held` may be believed: not_a_receipt unless the relay signed it and the city vouches for
// the relay at `now`.
Status verify_relay_receipt(BytesView answer, RelayLane lane, const RelayReceipt& receipt,
                            const CityKeys& city, Instant now);

}  // namespace qp::ops
