// SPDX-License-Identifier: EUPL-1.2
#include "core/base/id.h"

#include <doctest/doctest.h>

#include <unordered_set>

#include "core/base/seeded_random.h"

namespace qp {

namespace {
using StoneId = IdOf<struct StoneTag>;
using TreeId = IdOf<struct TreeTag>;
static_assert(!std::is_convertible_v<StoneId, TreeId>);
static_assert(std::is_convertible_v<StoneId, Id>);
static_assert(!std::is_convertible_v<Id, StoneId>);
}  // namespace

TEST_CASE("an id comes back from its hex spelling and from nothing shorter, longer or else") {
    SeededRandom random{1};
    const auto id = random_id<StoneId>(random);
    CHECK(StoneId::from_hex(id.hex()) == id);
    CHECK(id.hex().size() == 32);
    CHECK(!StoneId::from_hex(id.hex().substr(2)));
    CHECK(!StoneId::from_hex(id.hex() + "00"));
    CHECK(!StoneId::from_hex("zz" + id.hex().substr(2)));
    CHECK(!StoneId::from_bytes(Bytes(15)));
}

TEST_CASE("ids order by their bytes, the first byte first") {
    CHECK(StoneId{{1}} < StoneId{{2}});
    CHECK(StoneId{{0, 255}} < StoneId{{1, 0}});
    CHECK(StoneId{{0x7f}} < StoneId{{0x80}});
    CHECK(StoneId{}.is_zero());
    CHECK(!StoneId{{1}}.is_zero());
}

TEST_CASE("ids that are not random sort by the time they were made") {
    SeededRandom random{2};
    const auto early = time_ordered_id<TreeId>(random, instant(1795000000000));
    const auto late = time_ordered_id<TreeId>(random, instant(1795000000001));
    CHECK(early < late);
    CHECK(early.hex().substr(0, 12) == "01a1ee565e00");
    CHECK(early.hex()[12] == '7');
    CHECK((early.bytes[8] & 0xc0) == 0x80);
    const auto before_1970 = time_ordered_id<TreeId>(random, instant(-5));
    CHECK(before_1970.hex().substr(0, 12) == "000000000000");
}

TEST_CASE("random ids do not meet") {
    SeededRandom random{3};
    std::unordered_set<StoneId> seen;
    for (int i = 0; i < 10000; ++i) CHECK(seen.insert(random_id<StoneId>(random)).second);
}

TEST_CASE("seeded randomness repeats and stays below its bound") {
    SeededRandom a{7};
    SeededRandom b{7};
    ByteArray<13> x{};
    ByteArray<13> y{};
    a.fill(x);
    b.fill(y);
    CHECK(x == y);
    CHECK(to_hex(x) == "d70d3259e4e1cb631c663cf4d7");
    int seen[3] = {};
    for (int i = 0; i < 3000; ++i) ++seen[a.below(3)];
    for (const int count : seen) CHECK(count > 850);
}

}  // namespace qp
