// SPDX-License-Identifier: EUPL-1.2
#include "core/store/own_choices.h"

#include "core/store/outbox.h"

namespace qp::store {

Result<std::vector<OwnChoice>> own_choices(Local& local) {
    auto find = local.database().prepare(
        "SELECT c.poll, c.choice, b.state, b.is_at_relay FROM choices c "
        "LEFT JOIN ballots b ON b.hash = c.ballot WHERE c.choice <> 0 ORDER BY c.poll");
    if (!find) return fail(find.error());
    std::vector<OwnChoice> choices;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return choices;
        choices.push_back(
            {find->id(0), static_cast<std::uint8_t>(find->integer(1)), delivery_of(*find, 2, 3)});
    }
}

}  // namespace qp::store
