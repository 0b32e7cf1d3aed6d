// SPDX-License-Identifier: EUPL-1.2
// What goes from a kiosk to a phone by a QR code: it stands in the fragment of an address of the
// phone app, which a browser does not send to the server it asks. A draft is "I-" and the base32
// (RFC 4648, no padding) of [1, title, text, quarter slug or "", theme slug or "", language]; a
// receipt is "R-" and its code as shown. Letters, digits and hyphens alone: the dense mode of QR
// codes.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/domain/idea.h"

namespace qp::domain {

// What the largest QR code (version 40-L, 23,648 bits of data) holds beside an address of 100
// bytes: 3,840 letters at 5.5 bits each.
inline constexpr std::size_t kDraftBytesMax = 2400;

// no_space: it is longer than a code holds.
Result<std::string> draft_fragment(const IdeaDraft& draft);
// Of whatever a camera found. An unknown quarter or theme is left out. malformed: no such fragment,
// or beyond the limits of a draft.
Result<IdeaDraft> read_draft_fragment(std::string_view fragment);

std::string receipt_fragment(std::string_view shown_code);

}  // namespace qp::domain
