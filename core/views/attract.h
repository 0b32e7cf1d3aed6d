// SPDX-License-Identifier: EUPL-1.2
// What a kiosk shows while nobody stands before it: how the quarter is doing, the newest ideas, and
// what became of earlier ones.
#pragma once

#include "core/views/start.h"

namespace qp::views {

struct AttractView {
    std::string place;
    std::string clock;
    std::string greeting;
    std::string touch;      // "Zum Beginnen berühren"
    std::string languages;  // all of them by their own names
    std::vector<Tile> tiles;
    std::string new_title;
    std::vector<IdeaRow> newest;
    std::string became_title;  // "Was daraus wurde"
    std::vector<IdeaRow> became;
    std::string demo_notice;
};

// What cannot be read is left out: this screen asks nothing of anybody.
AttractView attract_view(const Context& context);

}  // namespace qp::views
