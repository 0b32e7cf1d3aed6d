// SPDX-License-Identifier: EUPL-1.2
// A canvas without a window, and a finger, for the tests of widgets.
#pragma once

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/draw/test_textures.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::ui {

inline std::string assets(const char* folder) {
    const char* root = std::getenv("QP_KIOSK_ASSETS");
    return (root == nullptr ? std::string{"kiosk/assets"} : std::string{root}) + "/" + folder;
}

inline WritingWords writing_words() {
    return {.capital = "capital {letter}",
            .erased = "deleted: {letter}",
            .nothing_to_erase = "Nothing to delete here",
            .selected = "selected: {letter}",
            .is_full = "No more fits in here",
            .at_start = "Start of text",
            .at_end = "End of text",
            .variants = "Letters like {letter}",
            .variants_above = "Above: similar letters",
            .letters = "Letters",
            .is_on = "on",
            .is_off = "off",
            .is_disabled = "not possible"};
}

struct Stage {
    Stage() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;  // or the test would leave a file behind
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        ImGui::GetIO().DisplaySize = {1080, 1920};
        auto fonts = Fonts::load(assets("fonts"));
        REQUIRE(fonts);
        text.emplace(std::move(*fonts), atlas);
        auto images = read_pictograms(assets("pictograms"));
        REQUIRE(images);
        pictograms.emplace(atlas, std::move(*images));
        canvas.emplace(*text, *pictograms, shadows);
    }
    ~Stage() { ImGui::DestroyContext(); }

    bool frame(Input input = {}) {
        Frame next;
        next.input = std::move(input);
        next.is_rtl = is_rtl;
        next.language = language;
        next.writing = writing_words();
        next.appearance = appearance;
        next.seconds = seconds += 0.016;
        ImGui::NewFrame();
        canvas->begin(next);
        build(*canvas);
        const bool is_again = canvas->end(*ImGui::GetBackgroundDrawList());
        ImGui::EndFrame();
        return is_again;
    }
    // From now on the screen has this field, and the keyboard while somebody writes in it.
    void write_into(const Field& field, std::string& value, Keyboard& keyboard) {
        build = [field, &value, &keyboard](Canvas& c) {
            Field shown = field;
            shown.value = value;
            if (const auto changed = text_field(c, shown)) value = *changed;
            c.spring();
            if (c.editing().is_active()) keyboard.draw(c);
        };
    }
    Input finger(Point at, bool is_down, bool has_edge) const {
        Input input;
        input.at = at;
        if (is_down && has_edge) input.down_at = at;
        input.is_down = is_down;
        input.went_down = is_down && has_edge;
        input.went_up = !is_down && has_edge;
        return input;
    }
    void tap(Point at) {
        frame(finger(at, true, true));
        frame(finger(at, false, true));
    }
    void tap(const char* id) {
        const Node* node = canvas->shown().find(id);
        REQUIRE_MESSAGE(node != nullptr, id);
        tap(node->visible.centre());
    }
    void key(Key which) {
        Input input;
        input.keys = {which};
        frame(input);
    }
    Rect rect(const char* id) const {
        const Node* node = canvas->shown().find(id);
        REQUIRE_MESSAGE(node != nullptr, id);
        return node->rect;
    }

    TestTextures textures;
    Atlas atlas{textures};
    std::optional<TextEngine> text;
    std::optional<Pictograms> pictograms;
    Shadows shadows{atlas};
    std::optional<Canvas> canvas;
    std::function<void(Canvas&)> build = [](Canvas&) {};
    bool is_rtl = false;
    std::string language = "de";
    Appearance appearance;
    double seconds = 0;
};

}  // namespace qp::kiosk::ui
