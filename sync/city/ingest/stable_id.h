// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "core/base/id.h"

namespace qp::city::ingest {

// The same id for the same key of the same source, on every machine and at every import, so that
// importing again updates. `kind` keeps an actor's key apart from a project's: "actor".
Id stable_id(std::string_view kind, std::string_view source, std::string_view key);

}  // namespace qp::city::ingest
