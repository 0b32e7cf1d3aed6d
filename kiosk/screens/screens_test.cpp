// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/sample_views.h"
#include "kiosk/screens/shell_screen.h"
#include "kiosk/screens/test_window.h"

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

template <class View, class Draw>
Case screen(const char* name, const char* area, View view, Draw draw) {
    const views::ShellView shell = sample::shell(area);
    return {name, area, [=](ui::Canvas& c, Intents& i) { draw(c, view, shell, i); }, {}, {}};
}

void draw_curve(ui::Canvas& c, const views::StationView& v, const views::ShellView& s, Intents& i) {
    draw_station(c, v, s, false, i);
}
void draw_numbers(ui::Canvas& c, const views::StationView& v, const views::ShellView& s,
                  Intents& i) {
    draw_station(c, v, s, true, i);
}
void draw_saved(ui::Canvas& c, const views::IdeaSavedView& v, const views::ShellView&, Intents& i) {
    draw_idea_saved(c, v, i);
}

Case take_along_case(const char* name, std::size_t letters) {
    Case made = screen(name, "ideas", sample::idea_form(), draw_idea_write);
    made.sheet = [letters](ui::Canvas& c, Intents& i) {
        draw_take_along(c, sample::take_along(letters), i);
    };
    return made;
}

std::vector<Case> cases() {
    std::vector<Case> all{
        screen("start", "start", sample::start(), draw_start),
        screen("station", "start", sample::station(), draw_curve),
        screen("station_table", "start", sample::station(), draw_numbers),
        screen("idea_list", "ideas", sample::idea_list(), draw_idea_list),
        screen("idea_filters", "ideas", sample::idea_list(), draw_idea_list),
        screen("idea", "ideas", sample::idea(), draw_idea),
        screen("idea_write", "ideas", sample::idea_form(), draw_idea_write),
        screen("idea_keyboard", "ideas", sample::idea_form(), draw_idea_write),
        take_along_case("take_along", 300),
        take_along_case("take_along_long", 3840),
        take_along_case("take_along_fault", 0),
        screen("idea_report", "ideas", sample::idea_report(), draw_idea_report),
        screen("idea_saved", "ideas", sample::idea_saved(), draw_saved),
        screen("actors", "actors", sample::actor_list(), draw_actor_list),
        screen("actor", "actors", sample::actor(), draw_actor),
        screen("projects", "kickbox", sample::project_list(), draw_project_list),
        screen("project", "kickbox", sample::project(), draw_project),
        screen("radar", "radar", sample::radar(false), draw_radar),
        screen("radar_narrow", "radar", sample::radar(true), draw_radar),
        screen("mood", "mood", sample::mood(false), draw_mood),
        screen("mood_picture", "mood", sample::mood(true), draw_mood),
        screen("staff_pin", "", sample::staff(false), draw_staff),
        screen("staff", "", sample::staff(true), draw_staff),
        screen("staff_log", "", sample::staff(true), draw_staff),
        screen("staff_pairing", "", sample::staff(true), draw_staff),
    };
    for (Case& one : all) {
        if (one.name == "staff_pairing")
            one.sheet = [](ui::Canvas& c, Intents&) { draw_staff_pairing(c, sample::staff(true)); };
        if (one.name == "staff_log")
            one.sheet = [](ui::Canvas& c, Intents&) { draw_staff_log(c, sample::staff(true)); };
        if (one.name == "idea_keyboard") one.editing = "write.text";
        if (one.name != "idea_filters") continue;
        one.sheet = [](ui::Canvas& c, Intents& i) { draw_idea_filters(c, sample::idea_list(), i); };
    }
    return all;
}

struct Stage : TestWindow {
    using TestWindow::TestWindow;

    void draw(const Case& which, const std::string& picture) {
        canvas->forget_places();
        if (!which.editing.empty()) canvas->editing().start(which.editing, 20);
        for (int i = 0; i < 3; ++i) {
            build(which);
            REQUIRE(window->end_frame(i == 2 ? picture : std::string{}));
            atlas->end_frame();
        }
    }

    // The same for what shows the same.
    std::size_t picture_of(const Case& which) {
        draw(which, {});
        build(which);
        const Pixels shown = window->end_frame_and_read();
        CHECK_FALSE(atlas->end_frame());
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(shown.rgb.data()), shown.rgb.size()});
    }

    void build(const Case& which) {
        ui::Frame frame;
        frame.window = window->size();
        frame.appearance.is_motion_reduced = true;  // a picture of what has come to rest
        canvas->begin(frame);
        Intents intents;
        ShellState state;
        state.settings = "Anzeige einstellen";
        state.is_sheet_open = static_cast<bool>(which.sheet);
        draw_shell(
            *canvas, sample::shell(which.area), state, keyboard,
            [&] { which.draw(*canvas, intents); }, [&] { which.sheet(*canvas, intents); }, intents);
        canvas->end(window->begin_frame(canvas->theme().page));
        atlas->flush();
        if (!which.editing.empty()) canvas->reveal(which.editing);
    }
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

TEST_CASE(
    "K20, K24: on every screen targets are large, named once, and nothing hangs out at a side") {
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

TEST_CASE("a screen is the same picture after its textures were evicted") {
    constexpr Size kSize{1080, 1920};
    std::vector<std::size_t> wanted;
    {
        Stage roomy{kSize};
        for (const Case& which : cases()) wanted.push_back(roomy.picture_of(which));
        CHECK(roomy.atlas->evictions() == 0);
    }
    constexpr std::size_t kTight = std::size_t{2} << 20;
    Stage tight{kSize, kTight};
    for (int round = 0; round < 2; ++round) {
        std::size_t next = 0;
        for (const Case& which : cases()) {
            CAPTURE(which.name);
            CHECK(tight.picture_of(which) == wanted[next++]);
            CHECK(tight.atlas->bytes() <= kTight);
        }
    }
    CHECK(tight.atlas->evictions() > 0);
}

}  // namespace
}  // namespace qp::kiosk::screens
