// SPDX-License-Identifier: EUPL-1.2
// The sizes of text, for a window whose short side has 1080 pixels.
#pragma once

#include "kiosk/text/text_style.h"

namespace qp::kiosk::ui {

enum class Type {
    display,     // the greeting
    title,       // a screen's name
    heading,     // a section
    subheading,  // a card's title
    lead,        // the sentence under a title
    body,
    body_strong,
    label,  // buttons, tiles' names
    small,  // ages, sources
    small_strong,
    value,  // a measured value
    unit,
    thesis,
    code,  // the receipt code
    nav,
};

inline constexpr int kTypes = static_cast<int>(Type::nav) + 1;

struct TypeSpec {
    float size = 28;
    Weight weight = Weight::regular;
    float leading = 1.25F;
};
constexpr TypeSpec spec_of(Type type) {
    switch (type) {
        case Type::display:
            return {80, Weight::bold, 1.06F};
        case Type::title:
            return {60, Weight::bold, 1.1F};
        case Type::heading:
            return {42, Weight::bold, 1.15F};
        case Type::subheading:
            return {33, Weight::semibold, 1.2F};
        case Type::lead:
            return {33, Weight::regular, 1.36F};
        case Type::body:
            return {29, Weight::regular, 1.36F};
        case Type::body_strong:
            return {29, Weight::semibold, 1.3F};
        case Type::label:
            return {29, Weight::medium, 1.22F};
        case Type::small:
            return {25, Weight::regular, 1.26F};
        case Type::small_strong:
            return {25, Weight::semibold, 1.2F};
        case Type::value:
            return {68, Weight::bold, 1.06F};
        case Type::unit:
            return {33, Weight::medium, 1.1F};
        case Type::thesis:
            return {56, Weight::semibold, 1.22F};
        case Type::code:
            return {64, Weight::semibold, 1.2F};
        case Type::nav:
            return {25, Weight::medium, 1.2F};
    }
    return {};
}

}  // namespace qp::kiosk::ui
