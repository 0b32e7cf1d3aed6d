// SPDX-License-Identifier: EUPL-1.2
// One field and the keyboard that writes into it, for the tests of both.
#pragma once

#include <string>

#include "kiosk/ui/test_canvas.h"

namespace qp::kiosk::ui {

struct Writing : Stage {
    Keyboard keyboard;
    std::string value;
    Field field;

    Writing() {
        REQUIRE(keyboard.load(assets("keyboards")));
        field.id = "title";
    }
    void show() {
        write_into(field, value, keyboard);
        frame();
    }
    void begin() {
        show();
        tap(field.id.c_str());
        frame();
    }
    // What was told since it was last asked for.
    std::string told() {
        std::string all;
        for (const Told& one : canvas->take_told()) all += (all.empty() ? "" : ". ") + one.text;
        return all;
    }
    std::string told_by(const char* id) {
        told();
        tap(id);
        frame();
        frame();
        return told();
    }
    std::string told_by(Key which) {
        told();
        key(which);
        frame();
        frame();
        return told();
    }
    std::string label(const char* id) const {
        const Node* node = canvas->shown().find(id);
        REQUIRE_MESSAGE(node != nullptr, id);
        return node->label;
    }
};

}  // namespace qp::kiosk::ui
