// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/spoken_words.h"

#include "core/i18n/msg.h"

namespace qp::kiosk::app {

speech::Words spoken_words(const i18n::Locale& locale) {
    return {std::string{locale.language().tag},
            locale.text(msg::speech_role_button),
            locale.text(msg::speech_role_field),
            locale.text(msg::speech_role_choice),
            locale.text(msg::speech_role_tab),
            locale.text(msg::speech_state_on),
            locale.text(msg::speech_state_off),
            locale.text(msg::speech_state_disabled),
            locale.text(msg::speech_state_empty),
            locale.text(msg::speech_on),
            locale.text(msg::speech_off),
            locale.text(msg::keyboard_selected{.letter = std::string{ui::kLetterPlace}}),
            locale.text(msg::speech_withheld)};
}

ui::WritingWords writing_words(const i18n::Locale& locale) {
    const std::string letter = ui::kLetterPlace;
    return {.capital = locale.text(msg::keyboard_capital{.letter = letter}),
            .erased = locale.text(msg::keyboard_erased{.letter = letter}),
            .nothing_to_erase = locale.text(msg::keyboard_nothing_to_erase),
            .selected = locale.text(msg::keyboard_selected{.letter = letter}),
            .is_full = locale.text(msg::keyboard_is_full),
            .at_start = locale.text(msg::keyboard_text_start),
            .at_end = locale.text(msg::keyboard_text_end),
            .variants = locale.text(msg::keyboard_variants{.letter = letter}),
            .variants_above = locale.text(msg::keyboard_variants_above),
            .letters = locale.text(msg::keyboard_letters),
            .is_on = locale.text(msg::speech_state_on),
            .is_off = locale.text(msg::speech_state_off),
            .is_disabled = locale.text(msg::speech_state_disabled)};
}

}  // namespace qp::kiosk::app
