// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/canvas.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "kiosk/ui/button.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::ui {
namespace {

class NoTextures final : public TextureStore {
public:
    TextureId create(int, int) override { return ++made_; }
    void update(TextureId, int, int, int, int, std::span<const std::uint8_t>) override {}

private:
    TextureId made_ = 0;
};

std::string assets(const char* folder) {
    const char* root = std::getenv("QP_KIOSK_ASSETS");
    return (root == nullptr ? std::string{"kiosk/assets"} : std::string{root}) + "/" + folder;
}

// A canvas without a window, and a finger.
struct Stage {
    Stage() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;  // or the test would leave a file behind
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        ImGui::GetIO().DisplaySize = {1080, 1920};
        auto made = TextEngine::create(assets("fonts"), atlas);
        REQUIRE(made);
        text = std::move(*made);
        REQUIRE(pictograms.load(assets("pictograms")));
        canvas.emplace(*text, pictograms, shadows);
    }
    ~Stage() { ImGui::DestroyContext(); }

    bool frame(Input input = {}) {
        Frame next;
        next.input = std::move(input);
        next.is_rtl = is_rtl;
        next.language = language;
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

    NoTextures textures;
    Atlas atlas{textures};
    std::unique_ptr<TextEngine> text;
    Pictograms pictograms{atlas};
    Shadows shadows{atlas};
    std::optional<Canvas> canvas;
    std::function<void(Canvas&)> build = [](Canvas&) {};
    bool is_rtl = false;
    std::string language = "de";
    Appearance appearance;
    double seconds = 0;
};

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

TEST_CASE_FIXTURE(Stage, "a tap acts once, on the frame after the finger is lifted") {
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
}

TEST_CASE_FIXTURE(Stage, "a drag scrolls and presses nothing") {
    int pressed = 0;
    build = [&](Canvas& c) {
        const auto view = c.viewport("list", Box{});
        for (int i = 0; i < 60; ++i) {
            Button button;
            button.id = "row." + std::to_string(i);
            button.label = "Zeile";
            if (ui::button(c, button)) ++pressed;
        }
    };
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

TEST_CASE_FIXTURE(Stage, "a field is written in by the keyboard on the screen, umlauts and all") {
    Keyboard keyboard;
    REQUIRE(keyboard.load(assets("keyboards")));
    std::string value;
    Field field;
    field.id = "title";
    field.label = "Titel";
    field.length_max = 5;
    write_into(field, value, keyboard);
    frame();
    CHECK(canvas->shown().find("key.a") == nullptr);
    tap("title");
    frame();
    // A text begins with a capital.
    tap("key.B");
    frame();
    frame();
    for (const char* id : {"key.\u00E4", "key.n", "key.k", "key.e", "key.x"}) {
        tap(id);
        frame();
    }
    // The sixth letter is beyond the limit.
    CHECK(value == "B\u00E4nke");
    tap("key.erase");
    frame();
    CHECK(value == "B\u00E4nk");
    tap("key.left");
    tap("key.left");
    frame();
    tap("key.erase");
    frame();
    CHECK(value == "Bnk");
    tap("key.done");
    frame();
    CHECK(canvas->shown().find("key.a") == nullptr);
}

TEST_CASE_FIXTURE(Stage,
                  "the row of accents changes the last letter, and holding a key asks for it") {
    Keyboard keyboard;
    REQUIRE(keyboard.load(assets("keyboards")));
    std::string value;
    Field field;
    field.id = "title";
    field.length_max = 4;
    write_into(field, value, keyboard);
    frame();
    tap("title");
    frame();
    const auto write = [&](const char* id) {
        tap(id);
        frame();
        frame();
    };
    // Before any letter was written: what names from elsewhere need most.
    write("accent.\u00E9");
    CHECK(value == "\u00E9");
    write("key.e");
    write("accent.\u0119");
    CHECK(value == "\u00E9\u0119");
    write("accent.\u00EB");  // it was the wrong one
    CHECK(value == "\u00E9\u00EB");
    CHECK(canvas->shown().find("accent.\u00E0") == nullptr);

    // Held, a key writes nothing and shows its accents.
    const Point at = canvas->shown().find("key.a")->visible.centre();
    frame(finger(at, true, true));
    for (int i = 0; i < 40; ++i) frame(finger(at, true, false));
    CHECK(canvas->shown().find("accent.\u00E0") != nullptr);
    frame(finger(at, false, true));
    frame();
    CHECK(value == "\u00E9\u00EB");
    write("accent.\u00E0");
    CHECK(value == "\u00E9\u00EB\u00E0");

    // Elsewhere in the text it is another letter's row: nothing is replaced.
    write("key.o");
    CHECK(value == "\u00E9\u00EB\u00E0o");
    write("key.left");
    write("key.erase");
    CHECK(value == "\u00E9\u00EBo");
    write("accent.\u00E8");
    CHECK(value == "\u00E9\u00EB\u00E8o");
    // A letter that finds no room takes the accent from none.
    write("key.u");
    write("accent.\u00E8");
    CHECK(value == "\u00E9\u00EB\u00E8o");
    // And the accents of a capital are capitals.
    for (int i = 0; i < 4; ++i) write("key.right");
    for (int i = 0; i < 4; ++i) write("key.erase");
    CHECK(value.empty());
    write("key.S");
    write("accent.\u015E");
    CHECK(value == "\u015E");
}

TEST_CASE_FIXTURE(Stage, "Arabic is written without capitals, its keys in their places") {
    Keyboard keyboard;
    REQUIRE(keyboard.load(assets("keyboards")));
    is_rtl = true;
    language = "ar";
    std::string value;
    Field field;
    field.id = "title";
    write_into(field, value, keyboard);
    frame();
    tap("title");
    frame();
    for (const char* id : {"key.ش", "key.ج", "key.ر"}) {
        tap(id);
        frame();
    }
    CHECK(value == "شجر");
    // The page is mirrored, the keyboard is not: its first key stands at the left.
    const Node* first = canvas->shown().find("key.ض");
    const Node* last = canvas->shown().find("key.د");
    REQUIRE(first != nullptr);
    REQUIRE(last != nullptr);
    CHECK(first->rect.x < last->rect.x);
    // To the right is back, in a text that runs to the left.
    tap("key.right");
    frame();
    tap("key.erase");
    frame();
    CHECK(value == "شر");
}

TEST_CASE_FIXTURE(Stage, "a receipt code is written with its own letters, in Arabic as well") {
    Keyboard keyboard;
    REQUIRE(keyboard.load(assets("keyboards")));
    is_rtl = true;
    language = "ar";
    std::string value;
    Field field;
    field.id = "code";
    field.keys = KeySet::receipt_code;
    write_into(field, value, keyboard);
    frame();
    tap("code");
    frame();
    for (const char letter : std::string{"0123456789ABCDEFGHJKMNPQRSTVWXYZ"}) {
        tap((std::string{"key."} + letter).c_str());
        frame();
    }
    CHECK(value == "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    CHECK(canvas->shown().find("key.ض") == nullptr);
}

TEST_CASE("each keyboard writes all letters of its language, and no two keys are one") {
    for (const auto& entry : std::filesystem::directory_iterator{assets("keyboards")}) {
        CAPTURE(entry.path().string());
        std::ifstream in{entry.path()};
        const auto layout = parse_keyboard(std::string{std::istreambuf_iterator<char>{in}, {}});
        REQUIRE(layout);
        for (const KeyboardRows* rows : {&layout->letters, &layout->shifted, &layout->symbols}) {
            std::set<std::string> keys;
            for (const auto& row : *rows)
                for (const KeyboardKey& key : row) CHECK(keys.insert(key.key).second);
            for (const char* needed : {"{shift}", "{erase}", "{symbols}", "{space}", "{done}"}) {
                const bool is_shift = std::string{needed} == "{shift}";
                if (is_shift && rows == &layout->symbols) continue;
                CHECK(keys.contains(needed));
            }
        }
    }
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

TEST_CASE("a keyboard file that is broken is refused with a reason") {
    CHECK_FALSE(parse_keyboard("<html>"));
    CHECK_FALSE(parse_keyboard("{\"letters\": 3}"));
    const auto half = parse_keyboard("{\"letters\": [[\"a\"]]}");
    REQUIRE_FALSE(half);
    CHECK(half.error().detail.find("shifted") != std::string::npos);
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
    const Node* arrow = canvas->shown().find("list.down");
    REQUIRE(arrow != nullptr);
    const Point at = arrow->rect.centre();
    Input down;
    down.is_down = down.went_down = true;
    down.at = at;
    frame(down);
    Input up;
    up.went_up = true;
    up.at = at;
    frame(up);
    frame();
    const float jumped = canvas->viewports()["list"].offset;
    CHECK(jumped > 1000);
    CHECK_FALSE(frame());
    CHECK(canvas->viewports()["list"].offset == jumped);
}

TEST_CASE_FIXTURE(Stage, "K21: a shape inside a drawing takes the focus as any button does") {
    build = [](Canvas& c) {
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
    };
    frame();
    key(Key::next);
    frame();
    CHECK(canvas->shown().find("field")->state.is_focused);
}

}  // namespace
}  // namespace qp::kiosk::ui
