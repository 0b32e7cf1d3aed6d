// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/settings.h"

#include <array>
#include <string_view>

namespace qp::kiosk::app {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 4> kThemeIds{"light", "dark", "contrast_light",
                                                    "contrast_dark"};
constexpr std::array<std::string_view, 4> kTextSizeIds{"normal", "large", "larger", "largest"};

template <class Value, class Ids>
void set(Value& value, const Ids& ids, std::string_view id) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] == id) value = static_cast<Value>(i);
    }
}

template <class Value, class Ids>
std::string id_of(Value value, const Ids& ids) {
    return std::string{ids[static_cast<std::size_t>(value)]};
}

}  // namespace

views::SettingsState settings_of(const Session& session, bool can_speak) {
    const ui::Appearance& appearance = session.appearance;
    return {id_of(appearance.theme, kThemeIds),
            id_of(appearance.text_size, kTextSizeIds),
            appearance.is_low_reach ? "low" : "full",
            appearance.is_motion_reduced ? "reduced" : "full",
            appearance.is_double_strike_once ? "once" : "twice",
            can_speak,
            session.speech.is_on,
            session.has_sounds ? "on" : "off"};
}

void choose(Session& session, const screens::ChooseSetting& choice) {
    ui::Appearance& appearance = session.appearance;
    if (choice.group == "theme") set(appearance.theme, kThemeIds, choice.id);
    if (choice.group == "text_size") set(appearance.text_size, kTextSizeIds, choice.id);
    if (choice.group == "reach") appearance.is_low_reach = choice.id == "low";
    if (choice.group == "motion") appearance.is_motion_reduced = choice.id == "reduced";
    if (choice.group == "strike") appearance.is_double_strike_once = choice.id == "once";
    if (choice.group == "sounds") session.has_sounds = choice.id == "on";
    if (choice.group == "speech") session.speech.is_on = choice.id == "on";
}

bool turn_voice(speech::Choice& speech, ui::Key key, bool has_withheld) {
    switch (key) {
        case ui::Key::louder:
            speech.voice.make_louder(1);
            return true;
        case ui::Key::quieter:
            speech.voice.make_louder(-1);
            return true;
        case ui::Key::faster:
            speech.voice.make_faster(1);
            return true;
        case ui::Key::slower:
            speech.voice.make_faster(-1);
            return true;
        case ui::Key::repeat:
            if (speech.is_on && has_withheld) speech.is_aloud = true;
            return true;
        default:
            return false;
    }
}

}  // namespace qp::kiosk::app
