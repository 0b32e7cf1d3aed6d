// SPDX-License-Identifier: EUPL-1.2
// The city's keys: a list signed by its genesis key, which lies offline. Devices seal to the newest
// key and take receipts from any listed one; a key that is no longer listed is revoked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ops/city.h"

namespace qp::ops {

using KeyId = ByteArray<8>;  // the first 8 bytes of SHA-256(signing key)
KeyId key_id_of(const PublicKey& sign_key);

inline constexpr std::size_t kCityKeysMax = 32;
inline constexpr std::size_t kCityKeysBytesMax = 16 * 1024;

struct CityKey {
    KeyId id{};
    PublicKey sign_key{};
    BoxPublicKey box_key{};
    Instant not_before{};
    bool operator==(const CityKey&) const = default;
};

struct CityKeys {
    City city;
    std::uint64_t version = 0;  // a device never goes back to a lower one
    std::vector<CityKey> keys;  // never empty
    std::string name;           // of the city, as people read it
    Bytes bytes;                // the signed list as it came

    const CityKey* find(const KeyId& id) const;
    // The newest whose time has come; with a clock before all of them, the first of all.
    const CityKey& sealing_key(Instant now) const;
    bool operator==(const CityKeys&) const = default;
};

// `expected`: the city that this device trusts. wrong_city, bad_signature, malformed.
Result<CityKeys> decode_city_keys(BytesView bytes, const CityId& expected);
// A phone's first contact with the city its page came from: the list proves only itself.
Result<CityKeys> decode_city_keys_on_first_use(BytesView bytes);

// What the city itself holds of one of its keys.
struct CitySecret {
    KeyPair sign_key;
    BoxKeyPair box_key;
    Instant not_before{};

    KeyId id() const { return key_id_of(sign_key.public_key()); }
    static CitySecret generate(Random& random, Instant not_before);
};
CityKeys sign_city_keys(const KeyPair& genesis, std::uint64_t version,
                        std::span<const CitySecret> secrets, const std::string& name);

}  // namespace qp::ops
