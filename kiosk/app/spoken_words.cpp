// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/spoken_words.h"

#include "core/i18n/msg.h"

namespace qp::kiosk::app {

speech::Words spoken_words(const i18n::Locale& locale) {
    return {std::string{locale.language().tag},   locale.text(msg::speech_role_button),
            locale.text(msg::speech_role_field),  locale.text(msg::speech_role_choice),
            locale.text(msg::speech_role_tab),    locale.text(msg::speech_state_on),
            locale.text(msg::speech_state_off),   locale.text(msg::speech_state_disabled),
            locale.text(msg::speech_state_empty), locale.text(msg::speech_on),
            locale.text(msg::speech_off),         locale.text(msg::speech_withheld)};
}

}  // namespace qp::kiosk::app
