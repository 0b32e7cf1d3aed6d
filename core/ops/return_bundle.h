// SPDX-License-Identifier: EUPL-1.2
// What the city sends back by hand to a kiosk without a network: the list of its keys, its receipts
// for what that kiosk brought, and a snapshot of what is public. In a file: the length of the
// signed document (u32, big endian), the document, then the snapshot's bytes (a SQLite file).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ops/bundle.h"

namespace qp::ops {

inline constexpr std::size_t kReturnDocumentBytesMax = 32u << 20;
inline constexpr std::size_t kReturnAnswersMax = 256;
inline constexpr std::size_t kReturnLengthBytes = 4;

// A signed receipt, byte for byte as it would have come over the wire.
struct CarriedReceipt {
    BundlePart::Kind kind = BundlePart::Kind::push;
    Bytes document;
    bool operator==(const CarriedReceipt&) const = default;
};

// All receipts for one bundle, sealed to the kiosk that brought it: the city keeps them so, and
// cannot read afterwards which ballot came from where.
Result<Bytes> seal_answer(const CityId& city, const BundleLabel& label,
                          std::span<const CarriedReceipt> receipts, Random& random);
// bad_signature: not sealed to this kiosk; malformed. Kinds that are not known are passed over.
Result<std::vector<CarriedReceipt>> open_answer(const CityId& city, const KeyPair& kiosk,
                                                BytesView sealed);

struct ReturnBundle {
    PublicKey kiosk{};
    ServerEpoch server_epoch;
    // Of the content: greater in each later return, also after the city was restored (milliseconds
    // since 1970 by the city's clock, and at least one more than the last).
    std::uint64_t version = 0;
    CityKeys keys;
    std::vector<std::string> scopes;  // of the snapshot
    std::uint64_t snapshot_bytes = 0;
    Hash snapshot_hash{};
    std::vector<Bytes> answers;  // seal_answer()
};

// Signed by `key`. too_large.
Result<Bytes> sign_return(const CitySecret& key, const ReturnBundle& bundle);
// `held`: the list of keys that the kiosk has, or null. Where it is newer than the one in the
// document, it decides who may sign. malformed, too_large, wrong_city, bad_signature.
Result<ReturnBundle> decode_return(BytesView document, const CityId& city, const CityKeys* held);

// How long the document is that a file begins with. malformed: not one of ours.
Result<std::size_t> return_document_bytes(BytesView first_bytes);
Bytes encode_return_length(std::size_t document_bytes);

// "quartierpuls-1a2b3c4d.qpr"
std::string return_file_name(const PublicKey& kiosk);

}  // namespace qp::ops
