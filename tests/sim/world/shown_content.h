// SPDX-License-Identifier: EUPL-1.2
// What a device or a stand shows, held against what the city has published.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/ops/pull.h"
#include "core/store/content.h"
#include "tests/sim/world/ledger.h"

namespace qp::sim {

struct ShownRow {
    std::uint64_t seq = 0;
    std::string scope;
    Bytes payload;
    bool operator==(const ShownRow&) const = default;
};
using ShownRows = std::map<std::pair<std::int64_t, Id>, ShownRow>;

// The city's own, by what lies in its file now.
struct CityContent {
    CityContent(const std::string& machine, const ops::ServerEpoch& the_epoch);
    ops::ServerEpoch epoch;
    ShownRows rows;
};

// Nothing up to the cursor is missing. `is_settled`: and nothing else is there.
void check_shown(Ledger& ledger, const std::string& machine, store::Content& content,
                 const std::vector<std::string>& scopes, const CityContent& city, bool is_settled);
// What the city of this epoch had published up to `seq` has come.
bool has_pulled(store::Content& content, const std::vector<std::string>& scopes,
                const ops::ServerEpoch& epoch, std::uint64_t seq);

}  // namespace qp::sim
