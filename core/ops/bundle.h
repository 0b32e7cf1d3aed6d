// SPDX-License-Identifier: EUPL-1.2
// What a kiosk without a network sends to the city by hand: one signed file with the very bodies
// that it would have pushed, each sealed to the city. A bundle is no ack and changes nothing at the
// kiosk; only what the city signs for (return_bundle.h) does. Thread-free: plain values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/ops/city_keys.h"

namespace qp::ops {

inline constexpr std::size_t kBundleBytesMax = 32u << 20;
inline constexpr std::size_t kBundlePartsMax = 4096;

using BundleId = IdOf<struct BundleTag>;

// One request body, as it would go over the wire.
struct BundlePart {
    enum class Kind : std::uint8_t {
        push = 1,     // push.h
        ballots = 2,  // ballot_request.h: padded, sorted by hash, with the kiosk's envelope
    };
    Kind kind = Kind::push;
    Bytes body;
    bool operator==(const BundlePart&) const = default;
};

// What stands on the outside, readable by whoever finds the stick.
struct BundleLabel {
    PublicKey kiosk{};                // its enrolled key, which signs the file
    BundleId id;                      // random
    std::uint64_t number = 0;         // counts a kiosk's bundles; for people and file names alone
    BoxPublicKey answer_key{};        // the city seals its answer to this
    std::vector<std::string> scopes;  // that the kiosk wants content of; parse_scopes() order
    bool operator==(const BundleLabel&) const = default;
};

struct Bundle {
    BundleLabel label;
    std::vector<BundlePart> parts;
    std::size_t unknown_parts = 0;  // of kinds that a newer program may have added: passed over
};

// The pair that answers are sealed to. It follows from the kiosk's key: nothing more to store.
BoxKeyPair answer_box(const KeyPair& kiosk, const CityId& city);

// How much a file grows by a part whose body has that many bytes, at most.
std::size_t bundle_bytes_of(std::size_t body_bytes);
// Those of a bundle without parts, at most.
inline constexpr std::size_t kBundleOverheadBytes = 1024;

// `label.kiosk` and `label.answer_key` are set from `kiosk`. too_large; bad_argument: the city's
// key is no usable one.
Result<Bytes> seal_bundle(const CityKeys& city, const KeyPair& kiosk, BundleLabel label,
                          std::span<const BundlePart> parts, Instant now, Random& random);

// The whole file or nothing: too_large, malformed, bad_signature (changed on the way, or sealed for
// another bundle), wrong_city, refused (of a kiosk that is none of `enrolled`), not_found (sealed
// to a key that is none of `secrets`). What the bodies say is not read here.
Result<Bundle> open_bundle(BytesView file, const City& city, std::span<const CitySecret> secrets,
                           std::span<const PublicKey> enrolled);

// "quartierpuls-1a2b3c4d-7.qpb"
std::string bundle_file_name(const PublicKey& kiosk, std::uint64_t number);

}  // namespace qp::ops
