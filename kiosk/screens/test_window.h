// SPDX-License-Identifier: EUPL-1.2
// A real window (memory only where there is no display) with everything that a canvas needs, for
// the tests of whole screens.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/platform/window.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/keyboard.h"

namespace qp::kiosk::screens {

struct TestWindow {
    explicit TestWindow(Size size, std::size_t atlas_bytes_max = kAtlasBytesMax) {
        const char* set = std::getenv("QP_KIOSK_ASSETS");
        const std::string assets = set == nullptr ? "kiosk/assets" : set;
        auto opened =
            Window::open({"test", static_cast<int>(size.w), static_cast<int>(size.h), false});
        REQUIRE_MESSAGE(opened, opened.error().detail);
        window = std::move(*opened);
        atlas.emplace(window->textures(), atlas_bytes_max);
        auto fonts = Fonts::load(assets + "/fonts");
        REQUIRE(fonts);
        text.emplace(std::move(*fonts), *atlas);
        auto images = read_pictograms(assets + "/pictograms");
        REQUIRE(images);
        pictograms.emplace(*atlas, std::move(*images));
        shadows.emplace(*atlas);
        REQUIRE(keyboard.load(assets + "/keyboards"));
        canvas.emplace(*text, *pictograms, *shadows);
    }

    std::unique_ptr<Window> window;
    std::optional<Atlas> atlas;
    std::optional<TextEngine> text;
    std::optional<Pictograms> pictograms;
    std::optional<ui::Shadows> shadows;
    ui::Keyboard keyboard;
    std::optional<ui::Canvas> canvas;
};

}  // namespace qp::kiosk::screens
