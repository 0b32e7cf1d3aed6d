// SPDX-License-Identifier: EUPL-1.2
// Whatever answers a device's requests. Each piece of the input: a byte for the status, a byte for
// how the body is dressed (raw, signed by the city, as a page with its checksum), a length, a body.
// A contribution that waits must wait until a receipt names it.
#include "core/base/cbor.h"
#include "core/base/seeded_random.h"
#include "core/ops/receipt.h"
#include "core/replica/replica.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

constexpr Instant kNow{Milliseconds{1795444325000}};
constexpr std::size_t kExchangesMax = 12;

class StillClock final : public Clock {
public:
    Instant now() override { return kNow; }
};

class MuchRoom final : public store::Room {
public:
    std::uint64_t free_bytes() override { return std::uint64_t{1} << 40; }
};

// A page that answers "city,mitte" after the cursor that a page of ours gives, or after none.
Bytes page_with(BytesView changes, std::uint8_t how) {
    cbor::Writer head;
    head.array(6).text("qp1/page").uint(ops::kSuite).id(fuzzed_city().city.id);
    head.bytes(counted<16>(0xc0)).text("city,mitte");
    const Bytes cursor{0xca, 0xfe};
    head.bytes(how % 2 == 0 ? BytesView{} : BytesView{cursor});
    Bytes page = head.take();
    page[0] = 0x8a;  // an array of ten
    for (const Bytes& item : {cbor::Writer{}.bytes(BytesView{cursor}).take(), Bytes{0xf4}})
        page.insert(page.end(), item.begin(), item.end());
    page.push_back(static_cast<std::uint8_t>(0x80 + how / 2 % 24));
    page.insert(page.end(), changes.begin(), changes.end());
    const Bytes checksum = cbor::Writer{}.bytes(ops::sha256(page)).take();
    page.insert(page.end(), checksum.begin(), checksum.end());
    return page;
}

Bytes dressed(std::uint8_t how, BytesView body) {
    const auto& key = fuzzed_city().secrets[0].sign_key;
    switch (how % 5) {
        case 0:
            return {body.begin(), body.end()};
        case 1:
            return ops::sign_document(key, "qp1/receipt", body);
        case 2:
            return ops::sign_document(key, "qp1/ballot-receipt", body);
        case 3:
            return ops::sign_document(fuzzed_city().genesis, "qp1/city-keys", body);
        default:
            return page_with(body, how / 5);
    }
}

int status_of(std::uint8_t byte) {
    constexpr int kStatuses[] = {200, 200, 200, 302, 400, 403, 404, 409,
                                 410, 413, 421, 429, 500, 503, 507, 0};
    return kStatuses[byte % 16];
}

}  // namespace

QP_FUZZ_TARGET(replica_answer) {
    StillClock clock;
    SeededRandom random{3};
    MuchRoom room;
    auto content = store::Content::open(":memory:");
    auto local = store::Local::open(":memory:", store::DeviceKind::phone, random, clock, room);
    hold(content && local && local->set_city(fuzzed_city().keys), "the stores open");
    domain::IdeaDraft draft;
    draft.title = "A bench at the stop";
    draft.text = "With a back, in the shade.";
    draft.quarter = "mitte";
    draft.language = "de";
    hold(local->save_idea(draft).has_value(), "the idea is saved");

    replica::Options options;
    options.scopes = {"city", "mitte"};
    options.city = fuzzed_city().city.id;
    options.takes_snapshots = false;
    replica::Replica replica{*content, *local, random, options};
    Pieces pieces{input};
    Instant now = kNow;
    bool may_be_acked = false;
    for (std::size_t i = 0; i < kExchangesMax && !pieces.is_empty(); ++i) {
        const auto request = replica.next(now);
        hold(request.has_value(), "the store does not fail");
        if (*request) {
            replica::Answer answer;
            answer.status = status_of(pieces.u8());
            answer.body = dressed(pieces.u8(), pieces.short_bytes());
            if (ops::verify_push_receipt(answer.body, fuzzed_city().keys)) may_be_acked = true;
            replica.on_answer(answer, now).has_value();
        }
        const Instant wake = replica.wake_at(now);
        hold(wake >= now, "a device wakes later, not earlier");
        now = std::min(std::max(wake, now + Milliseconds{1}), now + std::chrono::hours{1});
    }
    const auto state = replica.state();
    hold(state && (may_be_acked || state->waiting == 1),
         "a contribution waits until a receipt says that it is received");
}
