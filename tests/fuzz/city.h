// SPDX-License-Identifier: EUPL-1.2
// The city of the fuzz targets: the one of the protocol's vectors, whose keys are known. What only
// the city can sign is signed here over whatever comes, so that a fuzzer gets past the signature.
#pragma once

#include "core/ops/city_keys.h"
#include "core/ops/signed_document.h"

namespace qp::fuzz {

template <std::size_t N>
ByteArray<N> counted(std::uint8_t first) {
    ByteArray<N> bytes{};
    for (std::size_t i = 0; i < N; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
    return bytes;
}

struct FuzzedCity {
    ops::KeyPair genesis = ops::KeyPair::from_seed(counted<32>(0x00));
    std::vector<ops::CitySecret> secrets{
        {ops::KeyPair::from_seed(counted<32>(0x20)),
         ops::BoxKeyPair::from_secret(counted<32>(0x40)), instant(1795000000000)},
        {ops::KeyPair::from_seed(counted<32>(0x60)),
         ops::BoxKeyPair::from_secret(counted<32>(0x80)), instant(1796000000000)}};
    ops::CityKeys keys = ops::sign_city_keys(genesis, 3, secrets, "Bielefeld");
    ops::City city = keys.city;
};

inline const FuzzedCity& fuzzed_city() {
    static const FuzzedCity city;
    return city;
}

// The body of a signed document where `input` is one, else `input` itself: seeds are whole
// documents, and what is changed in their body still gets a signature that fits.
inline BytesView body_of(BytesView input) {
    const auto document = ops::read_document(input);
    return document ? document->body : input;
}

}  // namespace qp::fuzz
