// SPDX-License-Identifier: EUPL-1.2
// What is selected in a field: by keyboard, by finger, in both directions.
#include <vector>

#include "kiosk/ui/test_writing.h"

namespace qp::kiosk::ui {
namespace {

struct Selecting : Writing {
    void press(const std::vector<Key>& keys) {
        for (const Key one : keys) {
            key(one);
            frame();
        }
    }
    void write(const char* id) {
        tap(id);
        frame();
        frame();
    }
    std::string selected() const {
        const Node* node = canvas->shown().find(field.id);
        REQUIRE(node != nullptr);
        return node->selected;
    }
    // Where the caret would stand after so many letters of one byte, or of two in Arabic.
    Point at_letter(std::size_t count) {
        const std::size_t index = is_rtl ? 2 * count : count;
        const TextStyle style = canvas->style(Type::body);
        const float padding = 26 * canvas->scale();
        const Rect box = rect("title");
        const float start = is_rtl ? box.right() - padding - text->lay_out(value, style, 0).size.w
                                   : box.x + padding;
        return {start + text->caret(value, style, 0, index).x, box.centre().y};
    }
    void hold(Point at) {
        frame(finger(at, true, true));
        for (int i = 0; i < 40; ++i) frame(finger(at, true, false));
    }
    void lift(Point at) {
        frame(finger(at, false, true));
        frame();
    }
};

TEST_CASE_FIXTURE(Selecting,
                  "what is selected with shift is replaced by what is written, or erased") {
    value = "Mehr Bank";
    begin();
    press({Key::end});
    told();
    press({Key::select_left, Key::select_left});
    CHECK(told() == "selected: k. selected: nk");
    write("key.x");
    CHECK(value == "Mehr Bax");
    press({Key::select_all});
    CHECK(told_by(Key::erase) == "deleted: Mehr Bax");
    CHECK(value.empty());

    value = "abc";
    press({Key::home, Key::select_right, Key::select_right, Key::right, Key::erase});
    CHECK(value == "ac");  // the arrow left the selection behind "b"
    press({Key::select_home, Key::erase_ahead});
    CHECK(value == "c");
    press({Key::select_end, Key::select_right, Key::erase});
    CHECK(value.empty());
}

TEST_CASE_FIXTURE(Selecting, "a selection makes room for what takes its place") {
    value = "abc";
    field.length_max = 3;
    begin();
    key(Key::select_all);
    frame();
    Input input;
    input.typed = "xyz";
    frame(input);
    frame();
    CHECK(value == "xyz");
    input.typed = "q";
    frame(input);
    frame();
    CHECK(value == "xyz");
}

TEST_CASE_FIXTURE(Selecting,
                  "a finger that lies on a word selects it, and does not go there when lifted") {
    value = "Mehr Bank";
    show();
    hold(at_letter(1));
    lift(at_letter(1));
    CHECK(told() == "selected: Mehr");
    CHECK(canvas->focused() == "title");
    write("key.x");
    CHECK(value == "x Bank");
    // A tap is one again.
    tap({rect("title").right() - 30, rect("title").centre().y});
    frame();
    CHECK(told_by("key.erase") == "deleted: k");
}

TEST_CASE_FIXTURE(Selecting, "a finger that goes on after the word selects what it goes over") {
    value = "Mehr Bank am Markt";
    show();
    hold(at_letter(6));
    CHECK(told() == "selected: Bank");
    for (const std::size_t letter : {8, 10, 13}) frame(finger(at_letter(letter), true, false));
    CHECK(told().empty());  // not each letter on the way
    lift(at_letter(13));
    CHECK(told() == "selected: Bank am ");

    hold(at_letter(6));
    frame(finger(at_letter(1), true, false));
    lift(at_letter(1));
    CHECK(told() == "selected: Bank. selected: ehr Bank");
    CHECK(value == "Mehr Bank am Markt");
}

TEST_CASE_FIXTURE(Selecting, "two taps select the word, and two that are slow or apart do not") {
    value = "Mehr Bank";
    begin();
    told();
    tap(at_letter(6));
    tap(at_letter(6));
    frame();
    CHECK(told() == "selected: Bank");
    tap(at_letter(6));
    for (int i = 0; i < 40; ++i) frame();
    tap(at_letter(6));
    frame();
    CHECK(selected().empty());
    tap(at_letter(1));
    tap(at_letter(8));
    frame();
    CHECK(selected().empty());
    appearance.is_double_strike_once = true;  // a hand that trembles selects nothing
    tap(at_letter(6));
    tap(at_letter(6));
    frame();
    CHECK(selected().empty());
}

TEST_CASE_FIXTURE(Selecting, "what is selected stands in the semantics tree") {
    value = "Mehr Bank";
    begin();
    CHECK(selected().empty());
    press({Key::end, Key::select_left});
    CHECK(selected() == "k");
    CHECK(canvas->shown().to_text().find("= \"Mehr Bank\" selected \"k\"") != std::string::npos);
    press({Key::left});
    CHECK(selected().empty());
}

TEST_CASE_FIXTURE(Selecting, "in Arabic shift and the left arrow select on, as the page is read") {
    value = "\u0634\u062C\u0631";
    is_rtl = true;
    language = "ar";
    begin();
    press({Key::home, Key::select_left, Key::select_left});
    CHECK(selected() == "\u0634\u062C");
    press({Key::select_right});
    CHECK(selected() == "\u0634");
    hold(at_letter(2));
    lift(at_letter(2));
    CHECK(selected() == value);
}

TEST_CASE_FIXTURE(Selecting, "a field that is left keeps no selection, nor does the next person") {
    value = "Mehr Bank";
    begin();
    press({Key::select_all});
    CHECK(selected() == value);
    press({Key::back});
    CHECK(selected().empty());
    press({Key::select});
    CHECK(selected().empty());
    hold(at_letter(1));
    canvas->forget_places();
    frame();
    CHECK(selected().empty());
    frame(finger(at_letter(8), true, false));
    lift(at_letter(8));
    CHECK(selected().empty());
}

TEST_CASE_FIXTURE(Selecting,
                  "a finger beyond the edge of a line goes on selecting, up to its end") {
    field.length_max = 400;
    for (int i = 0; i < 30; ++i) value += "Bank am Markt ";
    value.pop_back();
    begin();
    press({Key::home});
    hold(at_letter(1));
    const Rect box = rect("title");
    const Point beyond{box.right() + 40, box.centre().y};
    frame(finger(beyond, true, false));
    const std::size_t first = selected().size();
    int frames = 0;
    while (frame(finger(beyond, true, false)) && frames < 2000) ++frames;
    frame(finger(beyond, true, false));
    CHECK(first < 100);
    CHECK(selected().size() == value.size());
    // Letter by letter: as slowly as somebody can stop at one.
    CHECK(frames * 0.016 > kBeyondLetterSeconds * 200);
    // Back over the other edge, up to the word that it began with.
    const Point before{box.x - 40, box.centre().y};
    for (frames = 0; frame(finger(before, true, false)) && frames < 3000;) ++frames;
    lift(before);
    CHECK(selected() == "Bank");
    CHECK(value.size() == 30 * 14 - 1);
}

TEST_CASE_FIXTURE(Selecting, "in Arabic the line goes on at its left") {
    is_rtl = true;
    language = "ar";
    field.length_max = 400;
    for (int i = 0; i < 80; ++i) value += "\u0634\u062C\u0631 ";
    begin();
    press({Key::home});
    hold(at_letter(1));
    const Rect box = rect("title");
    const Point beyond{box.x - 40, box.centre().y};
    for (int i = 0; i < 2000 && frame(finger(beyond, true, false)); ++i) {
    }
    CHECK(selected().size() == value.size());
}

TEST_CASE_FIXTURE(Selecting,
                  "a finger below a text that is higher than its room scrolls through it") {
    field.is_multiline = true;
    field.length_max = 4000;
    for (int i = 0; i < 60; ++i) value += "Eine Bank am Markt\n";
    build = [this](Canvas& c) {
        Field shown = field;
        shown.value = value;
        Box room;
        room.grow = 1;
        {
            const auto view = c.viewport("page", room);
            if (const auto changed = text_field(c, shown)) value = *changed;
        }
        if (c.editing().is_active()) keyboard.draw(c);
    };
    frame();
    tap({200, 200});
    frame();
    press({Key::home});
    frame();
    hold({200, 60});
    const std::string before = selected();
    CHECK(before.size() < 10);
    const Point below{200, canvas->viewports().at("page").rect.bottom() + 60};
    int frames = 0;
    while (frame(finger(below, true, false)) && frames < 3000) ++frames;
    CHECK(selected().size() > value.size() - 30);
    CHECK(canvas->viewports().at("page").offset > 1000);
    // A line takes its time.
    CHECK(frames * 0.016 > kBeyondLineSeconds * 30);
    for (frames = 0; frame(finger({200, -60}, true, false)) && frames < 3000;) ++frames;
    CHECK(canvas->viewports().at("page").offset < 100);
}

TEST_CASE_FIXTURE(Selecting, "a finger that is stuck on a field selects once and then rests") {
    value = "Mehr Bank";
    show();
    hold(at_letter(1));
    told();
    for (int i = 0; i < 100; ++i) CHECK_FALSE(frame(finger(at_letter(1), true, false)));
    CHECK(told().empty());
}

}  // namespace
}  // namespace qp::kiosk::ui
