// SPDX-License-Identifier: EUPL-1.2
// Views of what is public, asked for by name: the phone's worker answers its page with them, and
// the city server does in the worker's stead until that has started.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/views/view.h"

namespace qp::views {

// What a view is asked with ("search", "theme", "limit", …), by name; empty where it is not given.
// Out of range or unknown means the usual.
using Wish = std::function<std::string(const char* name)>;

// The view as JSON (json.h); "null" where the one thing that it shows is gone. Nothing where there
// is no public view of that name.
Result<std::optional<std::string>> public_view(const Context& context, std::string_view name,
                                               const Wish& wish);

}  // namespace qp::views
