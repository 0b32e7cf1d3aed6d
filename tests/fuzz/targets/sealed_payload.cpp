// SPDX-License-Identifier: EUPL-1.2
// A sealed payload: nobody's bytes open, and what was sealed opens in its own place only.
#include "core/base/seeded_random.h"
#include "core/ops/sealing.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(sealed_payload) {
    const FuzzedCity& city = fuzzed_city();
    const ops::SealContext context{
        {city.genesis.public_key(), counted<8>(0xe8), 1}, ops::OpType::idea_submit, 1};
    ops::SealContext elsewhere = context;
    elsewhere.key.seq = 2;
    hold(!ops::open_payload(city.city, city.secrets, context, input), "a seal cannot be guessed");

    SeededRandom random{1};
    const auto sealed =
        ops::seal_payload(city.keys, context, input, instant(1795444325000), random);
    hold(sealed.has_value(), "whatever it is can be sealed");
    const auto opened = ops::open_payload(city.city, city.secrets, context, *sealed);
    hold(opened && same(*opened, input), "what was sealed opens as it was");
    hold(!ops::open_payload(city.city, city.secrets, elsewhere, *sealed),
         "a seal is bound to its place");
}
