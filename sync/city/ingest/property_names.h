// SPDX-License-Identifier: EUPL-1.2
// What a server's words for an observed property mean to us, and how its unit becomes ours.
#pragma once

#include <string_view>

#include "core/domain/sensing.h"

namespace qp::city::ingest {

struct PropertyInUnit {
    domain::Property property = domain::Property::other;
    double factor = 1;  // ours = theirs * factor + offset
    double offset = 0;
};

// By name, definition and the datastream's own name, in German or English. `other` where nothing
// fits, or where the unit is one that we cannot turn into ours: better unnamed than wrong by a
// thousand.
PropertyInUnit property_named(std::string_view name, std::string_view definition,
                              std::string_view stream_name, std::string_view unit);
PropertyInUnit in_unit(domain::Property property, std::string_view unit);

}  // namespace qp::city::ingest
