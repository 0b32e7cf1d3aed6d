// SPDX-License-Identifier: EUPL-1.2
// GET /api/v1/city: the signed list of the city's keys.
#include "core/ops/city_keys.h"

#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(city_keys) {
    const FuzzedCity& city = fuzzed_city();
    if (const auto first = ops::decode_city_keys_on_first_use(input))
        hold(same(first->bytes, input), "a list is kept as it came");

    const Bytes document = ops::sign_document(city.genesis, "qp1/city-keys", body_of(input));
    const auto keys = ops::decode_city_keys(document, city.city.id);
    if (!keys) return;
    hold(keys->city == city.city, "a list is of the city that is trusted");
    hold(!keys->keys.empty() && keys->keys.size() <= ops::kCityKeysMax, "1 to 32 keys");
    for (const ops::CityKey& key : keys->keys)
        hold(key.id == ops::key_id_of(key.sign_key) && keys->find(key.id) != nullptr,
             "each key is found by its id");
    for (const std::int64_t now : {INT64_MIN / 1000000, std::int64_t{0}, std::int64_t{1} << 50})
        keys->sealing_key(instant(now));
    const auto again = ops::decode_city_keys_on_first_use(document);
    hold(again && *again == *keys, "on first use the same list is read");
}
