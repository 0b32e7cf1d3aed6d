// SPDX-License-Identifier: EUPL-1.2
// What the city refused for good, in words that kiosk and phone share. Inner part: screens include
// the views' own headers.
#pragma once

#include <string>

#include "core/i18n/messages.h"
#include "core/store/local.h"

namespace qp::views {

// "Idee", "Rücknahme einer Idee", "Unterstützung oder Antwort"
std::string refused_kind(const i18n::Locale& locale, const store::RefusedContribution& refused);
// In plain words; that it is unknown where a newer city added the code.
std::string refused_why(const i18n::Locale& locale, const std::string& code);
// Whether the same bytes may be taken another time: not where they are what the city minds.
bool may_help_to_retry(const std::string& code);

}  // namespace qp::views
