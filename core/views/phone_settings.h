// SPDX-License-Identifier: EUPL-1.2
// The phone's settings: how its owner wants to see, what lies on the device, and how all of it
// goes.
#pragma once

#include "core/views/settings.h"
#include "core/views/view.h"

namespace qp::views {

// How it stands with deleting everything. What can be withdrawn is withdrawn first, and that takes
// a link; until then nothing is deleted unless its owner says so.
struct EraseView {
    std::string label;
    Question question;  // with what is going to be withdrawn
    bool is_under_way = false;
    bool is_over = false;  // all that could be withdrawn is: it can be deleted now
    std::string title;
    std::string text;  // how far it has got
    std::string left;  // what the city has not taken back
    std::string now;
    std::string now_hint;  // what deleting at once would leave behind
    std::string keep;
};

struct PhoneSettingsView {
    std::string title;
    std::string lead;
    std::string language_label;
    std::string quarter_label;
    std::vector<SettingsGroup> groups;  // "text_size", "theme"
    std::string data_title;
    std::string data_text;
    std::vector<Fact> data;
    std::string save;
    std::string save_hint;
    std::string save_name;  // of the file
    std::string saved;      // said once the browser has it
    EraseView erase;
};

// The setting of the device that says that deleting is under way; empty or missing: it is not.
inline constexpr const char* kErasing = "erasing";

// `theme`, `text_size`: ids of the choices; anything else is the first of them.
Result<PhoneSettingsView> phone_settings_view(const Context& context, const std::string& theme,
                                              const std::string& text_size);

}  // namespace qp::views
