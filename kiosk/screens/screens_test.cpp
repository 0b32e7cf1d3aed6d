// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "kiosk/platform/window.h"
#include "kiosk/screens/sample_views.h"
#include "kiosk/screens/shell_screen.h"
#include "kiosk/ui/keyboard.h"

namespace qp::kiosk::screens {
namespace {

using DrawScreen = std::function<void(ui::Canvas&, Intents&)>;

struct Case {
    std::string name;
    std::string area;
    DrawScreen draw;
    DrawScreen sheet;
    std::string editing;  // a field that is being written in
};

std::vector<Case> cases() {
    const auto shell = sample::shell("");
    using C = ui::Canvas;
    return {
        {"start", "start", [=](C& c, Intents& i) { draw_start(c, sample::start(), shell, i); }, {}, {}},
        {"station", "", [=](C& c, Intents& i) { draw_station(c, sample::station(), shell, false, i); }, {}, {}},
        {"station_table", "", [=](C& c, Intents& i) { draw_station(c, sample::station(), shell, true, i); }, {}, {}},
        {"idea_list", "ideas", [=](C& c, Intents& i) { draw_idea_list(c, sample::idea_list(), shell, i); }, {}, {}},
        {"idea_filters", "ideas", [=](C& c, Intents& i) { draw_idea_list(c, sample::idea_list(), shell, i); },
         [=](C& c, Intents& i) { draw_idea_filters(c, sample::idea_list(), i); }, {}},
        {"idea", "ideas", [=](C& c, Intents& i) { draw_idea(c, sample::idea(), shell, i); }, {}, {}},
        {"idea_write", "ideas", [=](C& c, Intents& i) { draw_idea_write(c, sample::idea_form(), shell, i); }, {}, {}},
        {"idea_keyboard", "ideas", [=](C& c, Intents& i) { draw_idea_write(c, sample::idea_form(), shell, i); }, {}, "write.text"},
        {"idea_saved", "ideas", [=](C& c, Intents& i) { draw_idea_saved(c, sample::idea_saved(), i); }, {}, {}},
        {"actors", "actors", [=](C& c, Intents& i) { draw_actor_list(c, sample::actor_list(), shell, i); }, {}, {}},
        {"actor", "actors", [=](C& c, Intents& i) { draw_actor(c, sample::actor(), shell, i); }, {}, {}},
        {"projects", "kickbox", [=](C& c, Intents& i) { draw_project_list(c, sample::project_list(), shell, i); }, {}, {}},
        {"project", "kickbox", [=](C& c, Intents& i) { draw_project(c, sample::project(), shell, i); }, {}, {}},
        {"radar", "radar", [=](C& c, Intents& i) { draw_radar(c, sample::radar(false), shell, i); }, {}, {}},
        {"radar_narrow", "radar", [=](C& c, Intents& i) { draw_radar(c, sample::radar(true), shell, i); }, {}, {}},
        {"mood", "mood", [=](C& c, Intents& i) { draw_mood(c, sample::mood(false), shell, i); }, {}, {}},
        {"mood_picture", "mood", [=](C& c, Intents& i) { draw_mood(c, sample::mood(true), shell, i); }, {}, {}},
    };
}

std::string assets() {
    const char* folder = std::getenv("QP_KIOSK_ASSETS");
    return folder == nullptr ? std::string{"kiosk/assets"} : std::string{folder};
}

// A real window (memory only where there is no display) with everything that a canvas needs.
struct Stage {
    explicit Stage(Size size) {
        auto opened = Window::open({"test", static_cast<int>(size.w), static_cast<int>(size.h), false});
        REQUIRE_MESSAGE(opened, opened.error().detail);
        window = std::move(*opened);
        atlas.emplace(window->textures());
        auto engine = TextEngine::create(assets() + "/fonts", *atlas);
        REQUIRE(engine);
        text = std::move(*engine);
        pictograms.emplace(*atlas);
        REQUIRE(pictograms->load(assets() + "/pictograms"));
        shadows.emplace(*atlas);
        REQUIRE(keyboard.load(assets() + "/keyboards"));
        canvas.emplace(*text, *pictograms, *shadows, ui::light_theme());
    }

    void draw(const Case& which, const std::string& picture) {
        canvas->forget_places();
        if (!which.editing.empty()) canvas->editing().start(which.editing, 20);
        for (int i = 0; i < 3; ++i) frame(which, i == 2 ? picture : std::string{});
    }

    void frame(const Case& which, const std::string& picture) {
        ui::Frame frame;
        frame.window = window->size();
        frame.px_per_mm = 2.7F;
        canvas->begin(frame);
        Intents intents;
        ShellState state;
        state.is_sheet_open = static_cast<bool>(which.sheet);
        draw_shell(*canvas, sample::shell(which.area), state, keyboard,
                   [&] { which.draw(*canvas, intents); }, [&] { which.sheet(*canvas, intents); }, intents);
        canvas->end(window->begin_frame());
        REQUIRE(window->end_frame(picture));
        if (!which.editing.empty()) canvas->reveal(which.editing);
    }

    std::unique_ptr<Window> window;
    std::optional<Atlas> atlas;
    std::unique_ptr<TextEngine> text;
    std::optional<Pictograms> pictograms;
    std::optional<ui::Shadows> shadows;
    ui::Keyboard keyboard;
    std::optional<ui::Canvas> canvas;
};

// QP_SHOTS=DIR keeps the pictures.
std::string picture_path(const Case& which, Size size) {
    const char* folder = std::getenv("QP_SHOTS");
    if (folder == nullptr) return {};
    return std::string{folder} + "/" + which.name + (size.w > size.h ? ".wide.png" : ".high.png");
}

void check_targets(const ui::Tree& tree, float side_min) {
    std::set<std::string> ids;
    for (const ui::Node& node : tree.nodes()) {
        if (node.action == ui::Action::none) continue;
        INFO(node.id << " \"" << node.label << "\" " << node.rect.w << "×" << node.rect.h);
        CHECK_FALSE(node.id.empty());
        CHECK(ids.insert(node.id).second);
        CHECK(node.rect.w >= side_min);
        CHECK(node.rect.h >= side_min);
    }
}

void check_inside(const ui::Tree& tree, Size size) {
    for (const ui::Node& node : tree.nodes()) {
        INFO(node.id << " \"" << node.label << "\" " << node.rect.x << " … " << node.rect.right());
        CHECK(node.rect.x >= -0.5F);
        CHECK(node.rect.right() <= size.w + 0.5F);
    }
}

TEST_CASE("K20, K24: on every screen targets are large, named once, and nothing hangs out at a side") {
    for (const Size size : {Size{1080, 1920}, Size{1920, 1080}}) {
        Stage stage{size};
        for (const Case& which : cases()) {
            CAPTURE(which.name);
            CAPTURE(size.w);
            stage.draw(which, picture_path(which, size));
            check_targets(stage.canvas->shown(), 12.7F * 2.7F);
            check_inside(stage.canvas->shown(), size);
        }
    }
}

}  // namespace
}  // namespace qp::kiosk::screens
