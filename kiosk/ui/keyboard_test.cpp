// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/keyboard.h"

#include <stdlib.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/base/utf8.h"
#include "kiosk/ui/test_writing.h"

namespace qp::kiosk::ui {
namespace {

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

TEST_CASE_FIXTURE(Writing,
                  "Arabic stands at the right of its field, and a finger finds its letters") {
    is_rtl = true;
    language = "ar";
    value = "شجر";
    begin();
    const auto write_at = [&](float from_right) {
        const Rect box = rect("title");
        tap({box.right() - from_right, box.centre().y});
        frame();
        tap("key.ب");
        frame();
        frame();
    };
    write_at(30);  // before the first letter
    CHECK(value == "بشجر");
    write_at(400);  // in the free room behind the last one
    CHECK(value == "بشجرب");
    // A line that is too long shows where its caret is, and a finger means what it sees.
    value.clear();
    for (int i = 0; i < 60; ++i) value += "شجر ";
    field.length_max = 1000;
    show();
    key(Key::end);
    frame();
    frame();
    const std::size_t before = value.size();
    const Rect box = rect("title");
    tap({box.x + 30, box.centre().y});
    frame();
    tap("key.ب");
    frame();
    frame();
    REQUIRE(value.size() == before + 2);
    CHECK(value.rfind("ب") > before - 12);
}

TEST_CASE_FIXTURE(Writing, "a finger means the letter that it sees in a line that is too long") {
    for (int i = 0; i < 60; ++i) value += "Bank ";
    field.length_max = 1000;
    begin();
    key(Key::end);
    frame();
    frame();
    const std::size_t before = value.size();
    const Rect box = rect("title");
    tap({box.right() - 30, box.centre().y});
    frame();
    tap("key.z");
    frame();
    frame();
    REQUIRE(value.size() == before + 1);
    CHECK(value.rfind('z') > before - 5);
}

TEST_CASE_FIXTURE(Writing,
                  "arrow keys go where they point on the page, in Arabic to the left is on") {
    const auto write = [&](const std::string& words, std::vector<Key> keys) {
        value = words;
        show();
        key(Key::home);
        frame();
        for (const Key one : keys) {
            key(one);
            frame();
        }
        key(Key::erase);
        frame();
        return value;
    };
    begin();
    CHECK(write("abc", {Key::right, Key::right, Key::left}) == "bc");
    is_rtl = true;
    language = "ar";
    CHECK(write("شجر", {Key::left, Key::left, Key::right}) == "جر");
    CHECK(write("شجر", {Key::right}) == "شجر");  // nothing stands before the first letter
    // Words of the other direction are gone through as they are read.
    CHECK(write("شjk", {Key::left, Key::left}) == "شk");
}

TEST_CASE_FIXTURE(Writing,
                  "control characters, broken bytes and marks of direction are not written") {
    const auto write = [&](const std::string& typed) {
        value.clear();
        begin();
        told();
        Input input;
        input.typed = typed;
        frame(input);
        frame();
        key(Key::back);
        return value;
    };
    CHECK(write("a\x1b[31mb\x07\x7f\xc2\x9b") == "a[31mb");
    CHECK(write(std::string{"\0\0", 2}).empty());
    CHECK(write("a\xff\xfe"
                "b") == "ab");
    CHECK(write("a\u202Eb\u2066c\uFEFF") == "abc");
    CHECK(write("a\tb\r\nc\u2028d") == "a b c d");
    field.is_multiline = true;
    CHECK(write("a\tb\r\nc\u2028d") == "a b\nc\nd");
}

TEST_CASE("a line stands where its page begins, and shows its caret") {
    const LineRoom line{600, 200, 8, false};
    CHECK(left_of_words(line, std::nullopt) == 0);
    CHECK(left_of_words(line, 200) == 0);
    const LineRoom longer{600, 900, 8, false};
    CHECK(left_of_words(longer, std::nullopt) == 0);
    CHECK(left_of_words(longer, 900) == -308);
    const LineRoom arabic{600, 200, 8, true};
    CHECK(left_of_words(arabic, std::nullopt) == 400);
    CHECK(left_of_words(arabic, 0) == 400);
    const LineRoom longer_arabic{600, 900, 8, true};
    CHECK(left_of_words(longer_arabic, std::nullopt) == -300);
    CHECK(left_of_words(longer_arabic, 900) == -300);
    CHECK(left_of_words(longer_arabic, 0) == 8);
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

TEST_CASE_FIXTURE(Writing, "K03: each key says what it writes, capitals and signs by their names") {
    begin();
    CHECK(label("key.Q") == "capital Q");
    CHECK(label("key.;") == "Strichpunkt");
    CHECK(told_by("key.Q") == "capital Q");
    CHECK(label("key.q") == "q");
    CHECK(told_by("key.space") == "Leerzeichen");
    CHECK(told_by("key.,") == "Komma");
    CHECK(told_by("key.q") == "q");
    CHECK(told_by("key.q") == "q");  // the same key again
    CHECK(value == "Q ,qq");
    CHECK(told_by("key.symbols") == "Zahlen und Zeichen");
    CHECK(label("key.symbols") == "Letters");
    CHECK(told_by("key.@") == "At-Zeichen");
    CHECK(told_by("key.symbols") == "Letters");
}

TEST_CASE_FIXTURE(Writing, "K16: shift says its state where it is, and when it changes") {
    begin();
    told_by("key.Q");
    CHECK(canvas->shown().find("key.shift")->value == "off");
    CHECK(told_by("key.shift") == "Gro\u00DFbuchstaben. on");
    CHECK(canvas->shown().find("key.shift")->value == "on");
    CHECK(told_by("key.shift") == "Gro\u00DFbuchstaben. off");
}

TEST_CASE_FIXTURE(Writing, "K11: what was erased is told, and what could not be done") {
    field.length_max = 2;
    begin();
    CHECK(told_by("key.erase") == "Nothing to delete here");
    told_by("key.Q");
    told_by("key.,");
    CHECK(told_by("key.q") == "q. No more fits in here");
    CHECK(told_by("key.enter") == "neue Zeile. not possible");
    CHECK(told_by("key.erase") == "deleted: Komma");
    CHECK(told_by("key.left") == "capital Q");
    CHECK(told_by("key.left") == "Start of text");
    CHECK(told_by("key.right") == "capital Q");
    CHECK(told_by("key.right") == "End of text");
    CHECK(told_by("key.erase") == "deleted: capital Q");
}

TEST_CASE_FIXTURE(Writing,
                  "K03: a row of accents that opens says so, and its keys say themselves") {
    begin();
    CHECK(told_by("key.E") == "capital E. Above: similar letters");
    CHECK(label("accent.\u00C9") == "capital \u00C9");
    // What stood there is replaced: nobody erased anything.
    CHECK(told_by("accent.\u00C9") == "capital \u00C9");
    CHECK(value == "\u00C9");

    told();
    const Point at = canvas->shown().find("key.z")->visible.centre();
    frame(finger(at, true, true));
    for (int i = 0; i < 40; ++i) frame(finger(at, true, false));
    CHECK(told() == "Letters like z. \u017E. \u017A. \u017C");
    frame(finger(at, false, true));
    frame();
    CHECK(told().empty());
}

TEST_CASE_FIXTURE(Writing, "K03: what a real keyboard writes is told as well") {
    field.length_max = 20;
    begin();
    told();
    Input input;
    input.typed = "a";
    frame(input);
    frame();
    CHECK(told() == "a");
    CHECK(told_by(Key::erase) == "deleted: a");
    CHECK(told_by(Key::home) == "End of text");  // of a text without letters it is both
}

TEST_CASE_FIXTURE(Writing, "K07: letters of a receipt code are told to one person alone") {
    field.keys = KeySet::receipt_code;
    begin();
    canvas->take_told();
    tap("key.K");
    frame();
    tap("key.erase");
    frame();
    const auto told = canvas->take_told();
    REQUIRE(told.size() == 2);
    CHECK(told[0].text == "K");
    CHECK(told[0].is_private);
    CHECK(told[1].text == "deleted: K");
    CHECK(told[1].is_private);
}

TEST_CASE_FIXTURE(Writing, "K14: the keypad stays where it is when capitals become small letters") {
    begin();
    while (canvas->focused() != "key.B") key(Key::next);
    CHECK(told_by(Key::select) == "capital B");
    CHECK(value == "B");
    CHECK(canvas->focused() == "key.b");
    key(Key::next);
    frame();
    CHECK(canvas->focused() == "key.n");
}

// Letters and figures are said by every voice.
bool needs_a_name(const std::string& key) {
    if (is_special(key)) return true;
    std::string_view rest{key};
    const char32_t first = utf8::next(rest);
    const bool is_ascii_sign = first < 0x80 && std::isalnum(static_cast<int>(first)) == 0;
    const bool is_mark = (first >= 0x64B && first <= 0x652) || first == 0x640;
    const bool is_punctuation = (first >= 0x2000 && first <= 0x22FF) || first == 0xAB ||
                                first == 0xBB || first == 0x60C || first == 0x61B || first == 0x61F;
    return is_ascii_sign || is_mark || is_punctuation;
}

TEST_CASE("K03: no sign of any keyboard is left to the voice's own guess") {
    for (const auto& entry : std::filesystem::directory_iterator{assets("keyboards")}) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in{entry.path()};
        const auto layout = parse_keyboard(std::string{std::istreambuf_iterator<char>{in}, {}});
        REQUIRE(layout);
        for (const KeyboardRows* rows : {&layout->letters, &layout->shifted, &layout->symbols})
            for (const auto& row : *rows)
                for (const KeyboardKey& key : row) {
                    if (!needs_a_name(key.key)) continue;
                    CAPTURE(entry.path().string());
                    CAPTURE(key.key);
                    CHECK(layout->spoken.contains(key.key));
                }
    }
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

// Why a layout with these letters is refused; empty: it is not.
std::string refusal(const std::string& letters) {
    const std::string rest = R"([["a"], ["{erase}", "{symbols}", "{space}", "{done}"]])";
    const auto layout = parse_keyboard("{\"letters\": " + letters + ",\n\"shifted\": " + rest +
                                       ",\n\"symbols\": " + rest + "}");
    return layout ? std::string{} : layout.error().detail;
}

TEST_CASE("a keyboard file that is broken is refused, and the place in it named") {
    CHECK(parse_keyboard("<html>").error().detail == "line 1: no JSON");
    CHECK(parse_keyboard("{\n\"letters\": [\n[\"a\",]]}").error().detail == "line 3: no JSON");
    CHECK(parse_keyboard("{\"letters\": [[\"\xFF\"]]}").error().detail == "line 1: no JSON");
    CHECK(parse_keyboard("[]").error().detail == "line 1: no JSON object");
    CHECK(refusal("3") == "\"letters\": there are no such rows");
    CHECK(refusal(R"([["a"], 3])") == "\"letters\", row 2: no keys");
    CHECK(refusal(R"([["a"], ["b", 3]])") == "\"letters\", row 2, key 2: no key");
    CHECK(refusal(R"([["a", ["b", -1]]])") == "\"letters\", row 1, key 2: no key");
    CHECK(refusal(R"([["a", "{caps}"]])") == "\"letters\", row 1, key 2: no key");
    CHECK(refusal(R"([["a"], ["b", "a"]])") == "\"letters\", row 2, key 2: twice");
    CHECK(refusal(R"([["a"]])") == "\"letters\": lacks {erase}");
    CHECK(refusal(R"([["a", "{erase}", "{symbols}", "{space}", "{done}"]])").empty());
}

// A folder of layouts, of which a test may break some.
struct LayoutFolder {
    std::filesystem::path path;

    LayoutFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "keyboards-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        std::filesystem::copy(assets("keyboards"), path);
    }
    ~LayoutFolder() { std::filesystem::remove_all(path); }
    void write(const char* file, const char* text) const { std::ofstream{path / file} << text; }
};

TEST_CASE_FIXTURE(Writing,
                  "a broken layout is left out, and its language writes with German keys") {
    const LayoutFolder folder;
    folder.write("ar.json", "{\n<html>");
    keyboard = {};
    const auto left_out = keyboard.load(folder.path.string());
    REQUIRE(left_out);
    REQUIRE(left_out->size() == 1);
    CHECK(left_out->front() == (folder.path / "ar.json").string() + ": line 2: no JSON");
    language = "ar";
    is_rtl = true;
    begin();
    tap("key.\u00DC");
    frame();
    CHECK(value == "\u00DC");
    const Node* space = canvas->shown().find("key.space");
    REQUIRE(space != nullptr);
    CHECK(space->language == "de");  // its name is German, and so is the voice that says it
}

TEST_CASE_FIXTURE(Writing,
                  "without the German layout the others write, and without any none does") {
    const LayoutFolder folder;
    folder.write("de.json", "");
    keyboard = {};
    REQUIRE(keyboard.load(folder.path.string()));
    begin();
    CHECK(canvas->shown().find("key.Y") != nullptr);
    CHECK(canvas->shown().find("key.\u00DC") == nullptr);

    for (const char* file : {"en.json", "tr.json", "ru.json", "uk.json", "ar.json"})
        folder.write(file, "");
    const auto none = Keyboard{}.load(folder.path.string());
    REQUIRE_FALSE(none);
    CHECK(none.error().detail.find("has no keyboard that can be used") != std::string::npos);
    CHECK(none.error().detail.find("uk.json: line 1: no JSON") != std::string::npos);
    CHECK_FALSE(Keyboard{}.load("/no/such/folder"));
}

}  // namespace
}  // namespace qp::kiosk::ui
