// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/keyboard.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "kiosk/ui/test_canvas.h"

namespace qp::kiosk::ui {
namespace {

// One field, and the keyboard that writes into it.
struct Writing : Stage {
    Keyboard keyboard;
    std::string value;
    Field field;

    Writing() {
        REQUIRE(keyboard.load(assets("keyboards")));
        field.id = "title";
    }
    void show() {
        write_into(field, value, keyboard);
        frame();
    }
    void begin() {
        show();
        tap(field.id.c_str());
        frame();
    }
};

TEST_CASE_FIXTURE(Writing, "the picture that shows the capital has small letters on its keys") {
    field.label = "Titel";
    begin();
    tap("key.B");
    frame();
    CHECK(value == "B");
    CHECK(canvas->shown().find("key.a") != nullptr);
}

TEST_CASE_FIXTURE(Writing, "a field is written in by the keyboard on the screen, umlauts and all") {
    field.label = "Titel";
    field.length_max = 5;
    show();
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

TEST_CASE_FIXTURE(Writing,
                  "the row of accents changes the last letter, and holding a key asks for it") {
    field.length_max = 4;
    begin();
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

TEST_CASE_FIXTURE(Writing,
                  "a search has the letters of its language, no accents, and a hold writes") {
    field.id = "search";
    begin();
    const float height_with_accents = rect("keyboard").h;
    tap("key.done");
    frame();

    field.keys = KeySet::search;
    begin();
    CHECK(canvas->shown().find("accent.\u00E9") == nullptr);
    CHECK(rect("keyboard").h < height_with_accents - canvas->target_min());
    tap("key.E");
    frame();
    frame();
    CHECK(canvas->shown().find("accent.\u00C9") == nullptr);
    const Point at = canvas->shown().find("key.e")->visible.centre();
    frame(finger(at, true, true));
    for (int i = 0; i < 40; ++i) frame(finger(at, true, false));
    frame(finger(at, false, true));
    frame();
    CHECK(value == "Ee");
    tap("key.\u00E4");
    frame();
    CHECK(value == "Ee\u00E4");
}

TEST_CASE_FIXTURE(Writing, "Arabic is written without capitals, its keys in their places") {
    is_rtl = true;
    language = "ar";
    begin();
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

TEST_CASE_FIXTURE(Writing, "a receipt code is written with its own letters, in Arabic as well") {
    is_rtl = true;
    language = "ar";
    field.id = "code";
    field.keys = KeySet::receipt_code;
    begin();
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

TEST_CASE("a keyboard file that is broken is refused with a reason") {
    CHECK_FALSE(parse_keyboard("<html>"));
    CHECK_FALSE(parse_keyboard("{\"letters\": 3}"));
    const auto half = parse_keyboard("{\"letters\": [[\"a\"]]}");
    REQUIRE_FALSE(half);
    CHECK(half.error().detail.find("shifted") != std::string::npos);
}

}  // namespace
}  // namespace qp::kiosk::ui
