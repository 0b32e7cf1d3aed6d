// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/city_keys.h"

#include <algorithm>
#include <cassert>

#include "core/base/cbor.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kName = "qp1/city-keys";
constexpr std::size_t kCityNameBytesMax = 200;
constexpr std::uint64_t kTimeMax = std::uint64_t{1} << 53;

CityKey read_key(cbor::Reader& in) {
    CityKey key;
    in.array_of(4);
    key.id = in.fixed<8>();
    key.sign_key = in.fixed<32>();
    key.box_key = in.fixed<32>();
    key.not_before = instant(static_cast<std::int64_t>(in.uint(kTimeMax)));
    if (in.is_ok() && key.id != key_id_of(key.sign_key)) {
        in.fail(Code::malformed, "a key id that is not derived from its key");
    }
    return key;
}

CityKeys read_keys(cbor::Reader& in, CityId& city) {
    CityKeys keys;
    in.array_of(7);
    in.literal(kName);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    city = in.id<CityId>();
    keys.version = in.uint();
    keys.city = city_of(in.fixed<32>());
    const std::size_t count = in.array(kCityKeysMax);
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        const CityKey key = read_key(in);
        if (keys.find(key.id) != nullptr) in.fail(Code::malformed, "a key listed twice");
        keys.keys.push_back(key);
    }
    keys.name = std::string{in.text(kCityNameBytesMax)};
    if (keys.keys.empty()) in.fail(Code::malformed, "a city without keys");
    return keys;
}

}  // namespace

KeyId key_id_of(const PublicKey& sign_key) {
    const Hash hash = sha256(sign_key);
    KeyId id{};
    std::copy_n(hash.begin(), id.size(), id.begin());
    return id;
}

const CityKey* CityKeys::find(const KeyId& id) const {
    for (const CityKey& key : keys) {
        if (key.id == id) return &key;
    }
    return nullptr;
}

const CityKey& CityKeys::sealing_key(Instant now) const {
    assert(!keys.empty());
    const CityKey* newest = nullptr;
    const CityKey* first = &keys.front();
    for (const CityKey& key : keys) {
        if (key.not_before < first->not_before) first = &key;
        if (key.not_before > now) continue;
        if (newest == nullptr || key.not_before > newest->not_before) newest = &key;
    }
    return newest != nullptr ? *newest : *first;
}

Result<CityKeys> decode_city_keys_on_first_use(BytesView bytes) {
    if (bytes.size() > kCityKeysBytesMax) return fail(Code::too_large, "a list of keys too long");
    const auto document = read_document(bytes);
    if (!document) return fail(document.error());
    cbor::Reader in{document->body};
    CityId stated;
    CityKeys keys = read_keys(in, stated);
    if (auto status = in.finish(); !status) return fail(status.error());
    if (stated != keys.city.id) {
        return fail(Code::malformed, "a city id that is not derived from its genesis key");
    }
    if (!is_signed_by(*document, kName, keys.city.genesis)) {
        return fail(Code::bad_signature, "a list of keys that the genesis key did not sign");
    }
    keys.bytes.assign(bytes.begin(), bytes.end());
    return keys;
}

Result<CityKeys> decode_city_keys(BytesView bytes, const CityId& expected) {
    auto keys = decode_city_keys_on_first_use(bytes);
    if (keys && keys->city.id != expected) {
        return fail(Code::wrong_city, "keys of the city " + keys->city.id.hex());
    }
    return keys;
}

CitySecret CitySecret::generate(Random& random, Instant not_before) {
    KeyPair sign_key = KeyPair::generate(random);
    return CitySecret{sign_key, BoxKeyPair::generate(random), not_before};
}

CityKeys sign_city_keys(const KeyPair& genesis, std::uint64_t version,
                        std::span<const CitySecret> secrets, const std::string& name) {
    assert(!secrets.empty() && secrets.size() <= kCityKeysMax);
    assert(name.size() <= kCityNameBytesMax);
    CityKeys keys;
    keys.city = city_of(genesis.public_key());
    keys.version = version;
    keys.name = name;
    cbor::Writer out;
    out.array(7).text(kName).uint(kSuite).id(keys.city.id).uint(version);
    out.bytes(keys.city.genesis).array(secrets.size());
    for (const CitySecret& secret : secrets) {
        const CityKey key{secret.id(), secret.sign_key.public_key(), secret.box_key.public_key,
                          secret.not_before};
        assert(ms(key.not_before) >= 0);
        out.array(4).bytes(key.id).bytes(key.sign_key).bytes(key.box_key);
        out.uint(static_cast<std::uint64_t>(ms(key.not_before)));
        keys.keys.push_back(key);
    }
    out.text(name);
    keys.bytes = sign_document(genesis, kName, out.take());
    return keys;
}

}  // namespace qp::ops
