// SPDX-License-Identifier: EUPL-1.2
#include "core/store/own_choices.h"

namespace qp::store {

Result<std::vector<OwnChoice>> own_choices(Local& local) {
    auto find = local.database().prepare(
        "SELECT poll, choice FROM choices WHERE choice <> 0 ORDER BY poll");
    if (!find) return fail(find.error());
    std::vector<OwnChoice> choices;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return choices;
        choices.push_back({find->id(0), static_cast<std::uint8_t>(find->integer(1))});
    }
}

}  // namespace qp::store
