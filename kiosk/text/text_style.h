// SPDX-License-Identifier: EUPL-1.2
// How a paragraph is set.
#pragma once

#include <string>

namespace qp::kiosk {

enum class Weight { regular = 400, medium = 500, semibold = 600, bold = 700 };
// Start and end follow the reading direction of the page, not that of the paragraph's own script.
enum class TextAlign { start, centre, end };

struct TextStyle {
    float size_px = 24;
    Weight weight = Weight::regular;
    float leading = 1.25F;  // from baseline to baseline, in sizes
    TextAlign align = TextAlign::start;
    int lines_max = 0;  // 0 = as many as it takes; beyond it the text ends in an ellipsis
    bool is_page_rtl = false;
    std::string language = "de";  // BCP 47: chooses glyph forms and line breaks
};

}  // namespace qp::kiosk
