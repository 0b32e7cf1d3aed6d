// SPDX-License-Identifier: EUPL-1.2
// Where a contact that somebody wrote leads. Inner part of the views on actors and on the app.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/views/about.h"

namespace qp::views {

// An address of the web, mailto:, tel:; empty: it is read and not pressed.
std::string contact_link(const std::string& text);
// A text around the addresses that stand in it; none where none does.
std::vector<AboutPiece> around_links(std::string_view text);

}  // namespace qp::views
