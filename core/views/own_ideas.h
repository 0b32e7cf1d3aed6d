// SPDX-License-Identifier: EUPL-1.2
// What somebody has handed in on this device, and what became of an idea by its receipt code.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct OwnIdeaRow {
    std::string id;
    std::string title;
    std::string receipt_code;
    std::string delivery;  // "gespeichert, wartet auf Verbindung", "bei der Stadt angekommen"
    std::string status;    // with the reason where there is one
    std::string tone;
    bool is_public = false;
};

// Works without a network, for whatever this device holds. The code never leaves it: the core
// derives the tag that stands in the public content.
struct ReceiptLookup {
    std::string title;
    std::string lead;
    std::string label;
    std::string hint;
    std::string code;               // as typed
    std::string answer;             // why nothing was found; empty while the code is not complete
    std::vector<OwnIdeaRow> found;  // none or one
};

struct OwnIdeasView {
    std::string title;
    std::string lead;
    // Set where the codes are to be noted before one leaves, and so shown large.
    std::string codes_note;
    std::vector<OwnIdeaRow> rows;
    std::string empty;
    ReceiptLookup lookup;
};
// `code`: what was typed to look up, as it is. no_space: not the memory that a code's tag takes.
Result<OwnIdeasView> own_ideas_view(const Context& context, const std::string& code);

}  // namespace qp::views
