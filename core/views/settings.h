// SPDX-License-Identifier: EUPL-1.2
// The kiosk's sheet on how a person wants to see and hear: contrast, text size, reach, motion.
#pragma once

#include "core/views/view.h"

namespace qp::views {

// The choices of the session, by the ids that the sheet's choices carry.
struct SettingsState {
    std::string theme = "light";       // "dark", "contrast_light", "contrast_dark"
    std::string text_size = "normal";  // "large", "larger", "largest"
    std::string reach = "full";        // "low"
    std::string motion = "full";       // "reduced"
    std::string strike = "twice";      // "once": a double one within half a second
    bool can_speak = false;
    bool is_speaking = false;
    std::string sounds = "off";  // "on"
};

struct SettingsGroup {
    std::string id;  // "theme", "text_size", "reach", "motion", "strike", "sounds", "speech"
    std::string label;
    std::string hint;
    Icon icon;
    std::vector<Choice> choices;
};

struct SettingsView {
    std::string title;
    std::string lead;
    std::string language_label;
    std::vector<SettingsGroup> groups;
    std::string done;
};

// How the kiosk is worked, by touch and by keypad.
struct HelpView {
    std::string title;
    std::vector<std::string> paragraphs;
};
HelpView help_view(const Context& context, bool can_speak);

SettingsView settings_view(const Context& context, const SettingsState& state);

}  // namespace qp::views
