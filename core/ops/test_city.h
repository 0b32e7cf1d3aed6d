// SPDX-License-Identifier: EUPL-1.2
// A city with keys that repeat, for tests and vectors.
#pragma once

#include <vector>

#include "core/base/seeded_random.h"
#include "core/ops/city_keys.h"

namespace qp::ops {

inline constexpr std::int64_t kTestNow = 1795444325000;  // 2026-11-23T14:32:05Z

struct TestCity {
    explicit TestCity(std::uint64_t seed = 1) : random{seed}, genesis{KeyPair::generate(random)} {
        secrets.push_back(CitySecret::generate(random, instant(kTestNow - 86400000)));
        keys = sign_city_keys(genesis, 1, secrets, "Bielefeld");
    }
    const City& city() const { return keys.city; }

    SeededRandom random;
    KeyPair genesis;
    std::vector<CitySecret> secrets;
    CityKeys keys;
};

}  // namespace qp::ops
