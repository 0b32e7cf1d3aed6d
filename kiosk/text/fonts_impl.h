// SPDX-License-Identifier: EUPL-1.2
// What Pango needs of the fonts. Inner part of kiosk/text.
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>

#include "kiosk/text/fonts.h"

namespace qp::kiosk {

struct Fonts::Impl {
    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl();

    bool are_own = false;
    FcConfig* config = nullptr;
    PangoFontMap* map = nullptr;
    PangoContext* context = nullptr;
};

// Size, weight and language.
void choose_font(const TextStyle& style, PangoLayout* layout, PangoAttrList* attributes);

}  // namespace qp::kiosk
