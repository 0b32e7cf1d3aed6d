// SPDX-License-Identifier: EUPL-1.2
#include "core/store/followed.h"

#include <algorithm>

namespace qp::store {

Status follow(Local& local, const ops::ReceiptCode& code) {
    if (local.free_bytes() < kReserveBytesMin)
        return fail(Code::no_space, "less than the reserve is free");
    const auto city = local.city();
    if (!city) return fail(city.error());
    if (!*city) return fail(Code::unavailable, "no city keys yet");
    const auto before = followed(local);
    if (!before) return fail(before.error());
    const bool is_there = std::any_of(before->begin(), before->end(),
                                      [&](const Followed& one) { return one.code == code; });
    if (is_there) return {};
    if (before->size() >= kFollowedMax) return fail(Code::too_large, "enough are followed");
    const auto tag = ops::lookup_tag((*city)->city.id, code);
    if (!tag) return fail(tag.error());
    auto insert = local.database().prepare("INSERT INTO followed(code, tag) VALUES(?1, ?2)");
    if (!insert) return fail(insert.error());
    return insert->bind(1, code.plain()).bind(2, *tag).run();
}

Status let_go(Local& local, const ops::ReceiptCode& code) {
    auto remove = local.database().prepare("DELETE FROM followed WHERE code = ?1");
    if (!remove) return fail(remove.error());
    if (auto done = remove->bind(1, code.plain()).run(); !done) return done;
    if (local.database().changes() == 0) return fail(Code::not_found, "no such code is followed");
    return {};
}

Result<std::vector<Followed>> followed(Local& local) {
    auto find = local.database().prepare("SELECT code, tag FROM followed ORDER BY number DESC");
    if (!find) return fail(find.error());
    std::vector<Followed> all;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return all;
        auto code = ops::ReceiptCode::parse(find->text(0));
        const auto tag = to_array<16>(find->blob(1));
        if (!code || !tag) return fail(Code::damaged, "a followed receipt");
        all.push_back({std::move(*code), *tag});
    }
}

}  // namespace qp::store
