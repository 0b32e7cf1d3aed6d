// SPDX-License-Identifier: EUPL-1.2
#include "core/views/settings.h"

#include <utility>

#include "core/i18n/msg.h"

namespace qp::views {
namespace {

struct Option {
    const char* id;
    i18n::Key label;
};

// A group with all its choices, of which one is chosen.
SettingsGroup group(const i18n::Locale& locale, const char* id, i18n::Key label, const char* icon,
                    const std::vector<Option>& options, const std::string& chosen,
                    std::string hint = {}) {
    SettingsGroup made{id, locale.text(label), std::move(hint), icon, {}};
    for (const Option& option : options) {
        made.choices.push_back(
            {option.id, locale.text(option.label), chosen == option.id, "neutral", {}});
    }
    return made;
}

}  // namespace

SettingsView settings_view(const Context& context, const SettingsState& state) {
    const i18n::Locale& locale = context.locale();
    SettingsView view;
    view.title = locale.text(msg::settings_title);
    view.lead = locale.text(msg::settings_lead);
    view.language_label = locale.text(msg::settings_language);
    view.done = locale.text(msg::action_done);
    view.groups = {
        group(locale, "text_size", msg::settings_text_size, "text-size",
              {{"normal", msg::settings_text_normal},
               {"large", msg::settings_text_large},
               {"larger", msg::settings_text_larger},
               {"largest", msg::settings_text_largest}},
              state.text_size),
        group(locale, "theme", msg::settings_theme, "contrast",
              {{"light", msg::settings_theme_light},
               {"dark", msg::settings_theme_dark},
               {"contrast_light", msg::settings_theme_contrast_light},
               {"contrast_dark", msg::settings_theme_contrast_dark}},
              state.theme),
        group(locale, "reach", msg::settings_reach, "arrow-down",
              {{"full", msg::settings_reach_full}, {"low", msg::settings_reach_low}}, state.reach,
              locale.text(msg::settings_reach_hint)),
        group(locale, "motion", msg::settings_motion, "wind",
              {{"full", msg::settings_motion_full}, {"reduced", msg::settings_motion_reduced}},
              state.motion),
        group(locale, "strike", msg::settings_strike, "touch",
              {{"twice", msg::settings_strike_twice}, {"once", msg::settings_strike_once}},
              state.strike, locale.text(msg::settings_strike_hint))};
    if (state.can_speak) {
        view.groups.push_back(group(locale, "speech", msg::speech_title, "person",
                                    {{"off", msg::speech_state_off}, {"on", msg::speech_state_on}},
                                    state.is_speaking ? "on" : "off"));
    }
    view.groups.push_back(
        group(locale, "sounds", msg::settings_sounds, "noise",
              {{"off", msg::settings_sounds_off}, {"on", msg::settings_sounds_on}}, state.sounds,
              locale.text(msg::settings_sounds_hint)));
    return view;
}

HelpView help_view(const Context& context, bool can_speak) {
    const i18n::Locale& locale = context.locale();
    HelpView view{locale.text(msg::help_title),
                  {locale.text(msg::help_touch), locale.text(msg::help_keys)}};
    if (can_speak) view.paragraphs.push_back(locale.text(msg::help_speech));
    view.paragraphs.push_back(locale.text(msg::help_time));
    return view;
}

}  // namespace qp::views
