// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/canvas.h"

#include <doctest/doctest.h>

#include "kiosk/ui/button.h"
#include "kiosk/ui/test_canvas.h"

namespace qp::kiosk::ui {
namespace {

Box sized(float width, float height, float grow = 0) {
    Box box;
    box.width = width;
    box.height = height;
    box.grow = grow;
    return box;
}

Named named(const char* id, Action action = Action::none) {
    Named out;
    out.id = id;
    out.label = id;
    out.action = action;
    return out;
}

// Longer than the screen. How many were pressed.
int list_of_buttons(Canvas& c) {
    int pressed = 0;
    const auto view = c.viewport("list", Box{});
    for (int i = 0; i < 60; ++i) {
        Button button;
        button.id = "row." + std::to_string(i);
        button.label = "Zeile";
        if (ui::button(c, button)) ++pressed;
    }
    return pressed;
}

TEST_CASE_FIXTURE(Stage, "a row gives what is left to those that grow, in proportion") {
    build = [](Canvas& c) {
        const auto row = c.row(10);
        { const auto a = c.box(sized(100, 50), named("a")); }
        Box one;
        one.height = 50;
        one.grow = 1;
        { const auto b = c.box(one, named("b")); }
        one.grow = 3;
        { const auto d = c.box(one, named("d")); }
    };
    frame();
    CHECK(rect("b").x == doctest::Approx(110));
    CHECK(rect("b").w == doctest::Approx((1080 - 120) / 4.0));
    CHECK(rect("d").w == doctest::Approx((1080 - 120) * 3 / 4.0));
}

TEST_CASE_FIXTURE(Stage, "K24: what finds no room beside its heading goes below it") {
    float title = 600;
    build = [&](Canvas& c) {
        const auto head = c.wrap(10, Place::between);
        { const auto a = c.box(sized(title, 50), named("title")); }
        { const auto b = c.box(sized(300, 50), named("badge")); }
    };
    frame();
    CHECK(rect("badge").right() == doctest::Approx(1080));
    CHECK(rect("badge").y == rect("title").y);
    title = 900;
    frame();
    CHECK(rect("badge").x == 0);
    CHECK(rect("badge").y >= rect("title").bottom());
}

TEST_CASE_FIXTURE(Stage, "K24: on a right-to-left page a row runs from the right") {
    is_rtl = true;
    build = [](Canvas& c) {
        const auto row = c.row(10);
        { const auto a = c.box(sized(100, 50), named("a")); }
        { const auto b = c.box(sized(100, 50), named("b")); }
    };
    frame();
    CHECK(rect("a").right() == doctest::Approx(1080));
    CHECK(rect("b").right() == doctest::Approx(970));
}

TEST_CASE_FIXTURE(Stage, "a number pad runs from the left on a right-to-left page, too") {
    is_rtl = true;
    build = [](Canvas& c) {
        Box pad;
        pad.axis = Axis::grid;
        pad.columns = 2;
        pad.is_ltr = true;
        const auto grid = c.box(pad);
        { const auto a = c.box(sized(-1, 50), named("1")); }
        { const auto b = c.box(sized(-1, 50), named("2")); }
    };
    frame();
    CHECK(rect("1").x == 0);
    CHECK(rect("2").x == doctest::Approx(540));
}

TEST_CASE_FIXTURE(Stage, "cards of a grid's line are equally high") {
    build = [](Canvas& c) {
        const auto grid = c.grid(2, 20);
        {
            const auto a = c.box(Box{}, named("a"));
            c.text("kurz", Type::body);
        }
        {
            const auto b = c.box(Box{}, named("b"));
            c.text(
                "ein Text, der in der halben Breite gewiss mehr als nur eine einzige Zeile braucht",
                Type::body);
        }
    };
    frame();
    CHECK(rect("a").h == doctest::Approx(rect("b").h));
    CHECK(rect("b").x == doctest::Approx(550));
}

TEST_CASE_FIXTURE(Stage,
                  "a tap acts once, on the frame after the finger is lifted, however quick") {
    int pressed = 0;
    build = [&](Canvas& c) {
        Button button;
        button.id = "save";
        button.label = "Speichern";
        if (ui::button(c, button)) ++pressed;
    };
    frame();
    const Point at = rect("save").centre();
    frame(finger(at, true, true));
    CHECK(pressed == 0);
    CHECK(canvas->is_pressed("save"));
    frame(finger(at, false, true));
    CHECK(pressed == 1);
    frame();
    CHECK(pressed == 1);
    Input quick = finger(at, false, true);
    quick.went_down = true;
    quick.down_at = at;
    frame(quick);
    CHECK(pressed == 2);
}

TEST_CASE_FIXTURE(Stage,
                  "whatever can be pressed shows the finger at once; a group behind it does not") {
    const auto first_colors = [&](Role role) {
        build = [role](Canvas& c) {
            Box box;
            box.background = c.theme().surface;
            box.min_height = 300;
            const auto scope = c.box(box, {"thing", role, "Bank", {}, {}, Action::press});
        };
        frame();
        const auto drawn = [] {
            std::vector<ImU32> colors;
            for (const ImDrawVert& at : ImGui::GetBackgroundDrawList()->VtxBuffer)
                colors.push_back(at.col);
            return colors;
        };
        const auto before = drawn();
        frame(finger(rect("thing").centre(), true, true));
        const auto under_finger = drawn();
        frame(finger(rect("thing").centre(), false, true));
        return std::pair{before, under_finger};
    };
    for (const Role role : {Role::card, Role::tab, Role::field, Role::key}) {
        const auto [before, under_finger] = first_colors(role);
        CHECK_MESSAGE(before != under_finger, name(role));
    }
    const auto [before, under_finger] = first_colors(Role::group);
    CHECK(before == under_finger);
}

TEST_CASE_FIXTURE(Stage, "a drag scrolls and presses nothing") {
    int pressed = 0;
    build = [&](Canvas& c) { pressed += list_of_buttons(c); };
    frame();
    frame();
    frame(finger({500, 1500}, true, true));
    for (int y = 1480; y > 1000; y -= 40) frame(finger({500, real(y)}, true, false));
    frame(finger({500, 1000}, false, true));
    CHECK(pressed == 0);
    const float moved = canvas->viewports().find("list")->second.offset;
    CHECK(moved > 300);
    // It glides on, and comes to rest.
    frame();
    CHECK(canvas->viewports().find("list")->second.offset > moved);
    int frames = 0;
    while (frame() && frames < 1000) ++frames;
    CHECK(frames < 400);
}

TEST_CASE_FIXTURE(Stage,
                  "what moves a list shows in the very next picture: a drag, an arrow, a key") {
    build = list_of_buttons;
    const auto offset = [&] { return canvas->viewports()["list"].offset; };
    frame();
    frame();
    Input drag = finger({500, 1500}, true, true);
    drag.at.y = 1300;
    frame(drag);
    const float dragged = offset();
    CHECK(dragged > 100);
    frame(finger({500, 1300}, false, true));
    tap("list.down");
    const float sent = offset();
    CHECK(sent > dragged + 50);
    key(Key::page_down);
    CHECK(offset() > sent + 50);
}

TEST_CASE_FIXTURE(Stage, "K18: what can be dragged has arrows that a single tap presses") {
    build = [](Canvas& c) {
        const auto view = c.viewport("list", Box{});
        for (int i = 0; i < 40; ++i) {
            const auto box = c.box(sized(500, 100), named(""));
        }
    };
    frame();
    frame();
    CHECK(canvas->shown().find("list.up") == nullptr);
    tap("list.down");
    for (int i = 0; i < 200; ++i) frame();
    CHECK(canvas->viewports().find("list")->second.offset ==
          doctest::Approx((1920 - 120) * 0.8).epsilon(0.01));
    CHECK(canvas->shown().find("list.up") != nullptr);
}

TEST_CASE_FIXTURE(Stage, "what lies under a sheet takes no touch and no focus") {
    int below = 0;
    build = [&](Canvas& c) {
        Box layers;
        layers.axis = Axis::stack;
        layers.main = Place::stretch;
        layers.grow = 1;
        const auto stack = c.box(layers);
        {
            const auto column = c.column(0);
            Button button;
            button.id = "below";
            button.label = "unten";
            if (ui::button(c, button)) ++below;
        }
        const auto cover = c.cover(Box{}, named("veil", Action::press));
    };
    frame();
    tap(Point{20, 20});
    CHECK(below == 0);
    key(Key::next);
    CHECK(canvas->focused() == "veil");
}

TEST_CASE_FIXTURE(Stage, "everything can be reached and pressed by keys alone") {
    std::string pressed;
    build = [&](Canvas& c) {
        for (const char* id : {"one", "two", "three"}) {
            Button button;
            button.id = id;
            button.label = id;
            if (ui::button(c, button)) pressed = id;
        }
    };
    frame();
    key(Key::next);
    key(Key::next);
    key(Key::select);
    CHECK(pressed == "two");
    key(Key::previous);
    key(Key::previous);  // round the corner
    key(Key::select);
    CHECK(pressed == "three");
}

TEST_CASE_FIXTURE(Stage,
                  "K17: by choice, the same place or key again within half a second is not meant") {
    int pressed = 0;
    build = [&](Canvas& c) {
        for (const char* id : {"one", "two"}) {
            Box box;
            box.height = 120;
            const auto scope = c.box(box, {id, Role::button, id, {}, {}, Action::press});
            if (c.activated(id)) ++pressed;
        }
    };
    frame();
    tap("one");
    tap("one");
    CHECK(pressed == 2);

    appearance.is_double_strike_once = true;
    pressed = 0;
    for (int i = 0; i < 5; ++i) tap("one");
    CHECK(pressed == 0);  // it was touched a moment ago
    tap("two");
    CHECK(pressed == 1);
    seconds += kDoubleStrikeSeconds;
    tap("two");
    CHECK(pressed == 2);
    key(Key::next);
    key(Key::select);
    key(Key::select);
    CHECK(pressed == 3);
    seconds += kDoubleStrikeSeconds;
    key(Key::select);
    CHECK(pressed == 4);
}

TEST_CASE_FIXTURE(Stage,
                  "K21: the focus has a ring once somebody uses keys, and none under a finger") {
    build = [](Canvas& c) {
        Button button;
        button.id = "one";
        button.label = "eins";
        ui::button(c, button);
    };
    frame();
    tap("one");
    frame();
    CHECK_FALSE(canvas->shown().find("one")->state.is_focused);
    key(Key::next);
    frame();
    CHECK(canvas->shown().find("one")->state.is_focused);
}

TEST_CASE_FIXTURE(Stage, "K25: what comes in has come to rest after 180 ms") {
    build = [](Canvas& c) {
        const auto box = c.entering("sheet", Box{});
        c.text("da", Type::body);
    };
    const double from = seconds;
    while (frame()) REQUIRE(seconds - from < 1);
    CHECK(seconds - from >= 0.15);
    CHECK(seconds - from <= 0.25);
    CHECK_FALSE(frame());
}

TEST_CASE_FIXTURE(Stage, "K25: with motion reduced nothing fades, and an arrow jumps") {
    appearance.is_motion_reduced = true;
    build = [](Canvas& c) {
        const auto box = c.entering("sheet", Box{});
        c.text("da", Type::body);
    };
    CHECK_FALSE(frame());
    build = [](Canvas& c) {
        const auto list = c.viewport("list", Box{});
        for (int i = 0; i < 100; ++i) c.text("Zeile", Type::body);
    };
    frame();
    frame();
    tap("list.down");
    const float jumped = canvas->viewports()["list"].offset;
    CHECK(jumped > 1000);
    CHECK_FALSE(frame());
    CHECK(canvas->viewports()["list"].offset == jumped);
}

void drawing_with_a_shape(Canvas& c) {
    Box box;
    box.height = 200;
    c.paint(box, [](Painter&, const Rect&) {});
    c.nodes_of_last([](Tree& tree, const Rect& rect, const Rect& visible) {
        Node node;
        node.id = "field";
        node.action = Action::press;
        node.rect = rect;
        node.visible = visible;
        tree.add(node);
    });
}

TEST_CASE_FIXTURE(Stage, "K21: a shape inside a drawing takes the focus as any button does") {
    build = drawing_with_a_shape;
    frame();
    key(Key::next);
    frame();
    CHECK(canvas->shown().find("field")->state.is_focused);
}

TEST_CASE_FIXTURE(Stage, "K21: a shape that is scrolled away comes into sight with the focus") {
    build = [](Canvas& c) {
        const auto list = c.viewport("list", Box{});
        drawing_with_a_shape(c);
        for (int i = 0; i < 100; ++i) c.text("Zeile", Type::body);
    };
    frame();
    frame();
    canvas->viewports()["list"].offset = 2000;
    frame();
    CHECK(canvas->shown().find("field")->visible.is_empty());
    CHECK(canvas->reveal("field"));
    frame();
    CHECK_FALSE(canvas->shown().find("field")->visible.is_empty());
}

}  // namespace
}  // namespace qp::kiosk::ui
