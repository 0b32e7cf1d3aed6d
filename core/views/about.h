// SPDX-License-Identifier: EUPL-1.2
// Who runs this, by which law, what it keeps, how accessible it is and where to complain (DDG, GDPR
// article 13, BITV NRW): readable offline.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct AboutPiece {
    std::string text;
    std::string link;  // an address of the web or mailto:; empty: it leads nowhere
};
struct AboutParagraph {
    std::string text;
    std::vector<AboutPiece> pieces;  // of the text, where one leads somewhere; else none
};
struct AboutSection {
    std::string title;
    std::vector<AboutParagraph> paragraphs;
};
struct AboutView {
    std::string title;
    // What it is, data, counting, rights, demo, accessibility, reports, imprint, sources and
    // licences.
    std::vector<AboutSection> sections;
    std::string staff;  // on a kiosk: leads to the team's screen
};
Result<AboutView> about_view(const Context& context);

}  // namespace qp::views
