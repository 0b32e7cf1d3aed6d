// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/i18n/messages.h"
#include "kiosk/speech/narrator.h"
#include "kiosk/ui/writing_words.h"

namespace qp::kiosk::app {

// What the narrator says beside the screen's own words, in this language.
speech::Words spoken_words(const i18n::Locale& locale);

// What is said while somebody writes, in this language.
ui::WritingWords writing_words(const i18n::Locale& locale);

}  // namespace qp::kiosk::app
