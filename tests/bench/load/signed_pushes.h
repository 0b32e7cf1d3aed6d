// SPDX-License-Identifier: EUPL-1.2
// What devices push: real operations, signed by real keys, 100 characters of text each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ops/batch.h"
#include "core/ops/city_keys.h"

namespace qp::bench {

enum class PushKind {
    decisions,  // of staff, by a lasting key: one chain a client, one signature a push
    ideas,      // residents': sealed, a fresh key, chain and signature for each
};

// One client's source of pushes.
class SignedPushes {
public:
    // All must outlive it.
    SignedPushes(const ops::CityKeys& city, PushKind kind, Random& random);

    // The body of the next push, with so many operations (at most 256).
    Bytes next(std::size_t operations);

private:
    Bytes decisions(std::size_t operations);
    Bytes idea();

    const ops::CityKeys& city_;
    PushKind kind_;
    Random& random_;
    ops::KeyPair author_;
    ops::ChainState chain_;
    std::uint64_t made_ = 0;
};

}  // namespace qp::bench
