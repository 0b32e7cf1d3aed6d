// SPDX-License-Identifier: EUPL-1.2
// Where a contribution stands, in words. Inner part: screens include the views' own headers.
#pragma once

#include <string>

#include "core/i18n/locale.h"
#include "core/store/local.h"

namespace qp::views {

// "gespeichert, noch nicht bei der Stadt"
std::string delivery_text(const i18n::Locale& locale, store::Delivery delivery);

}  // namespace qp::views
