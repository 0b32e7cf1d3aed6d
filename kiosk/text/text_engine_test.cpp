// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/text_engine.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/utf8.h"
#include "kiosk/draw/test_textures.h"

namespace qp::kiosk {
namespace {

struct Fixture {
    explicit Fixture(std::size_t atlas_bytes_max = kAtlasBytesMax)
        : atlas{textures, atlas_bytes_max} {
        const char* assets = getenv("QP_KIOSK_ASSETS");
        REQUIRE_MESSAGE(assets != nullptr, "QP_KIOSK_ASSETS names the folder with fonts/");
        auto fonts = Fonts::load(std::string{assets} + "/fonts");
        REQUIRE(fonts);
        CHECK(fonts->are_own());
        text.emplace(std::move(*fonts), atlas);
    }
    TestTextures textures;
    Atlas atlas;
    std::optional<TextEngine> text;
    TextStyle style;
};

float leftmost(const Paragraph& paragraph) {
    float left = 1e6F;
    for (const PlacedGlyph& glyph : paragraph.glyphs) left = std::min(left, glyph.at.x);
    return left;
}

TEST_CASE("where the program's fonts are missing the system's stand in") {
    TestTextures textures;
    Atlas atlas{textures};
    auto fonts = Fonts::load("/nonexistent/fonts");
    REQUIRE(fonts);
    CHECK_FALSE(fonts->are_own());
    TextEngine text{std::move(*fonts), atlas};
    CHECK(text.lay_out("Mehr B\u00E4nke", {}, 0).glyphs.size() == 9);
}

TEST_CASE("without any font there is a sentence that says so, and no crash") {
    // What fontconfig reads in the place of the system's configuration.
    const std::string file =
        (std::filesystem::temp_directory_path() / ("qp-no-fonts-" + std::to_string(getpid())))
            .string();
    std::ofstream{file} << "<?xml version=\"1.0\"?><fontconfig></fontconfig>";
    REQUIRE(setenv("FONTCONFIG_FILE", file.c_str(), 1) == 0);
    const auto made = Fonts::load("/nonexistent/fonts");
    unsetenv("FONTCONFIG_FILE");
    std::filesystem::remove(file);
    REQUIRE_FALSE(made);
    CHECK(made.error().detail == "no fonts, neither in /nonexistent/fonts nor in the system");
}

TEST_CASE_FIXTURE(Fixture, "a long text wraps at its width and grows downwards") {
    const std::string words = "Was soll hier besser werden? Erz\u00E4hl es uns, ohne deinen Namen.";
    const Size narrow = text->lay_out(words, style, 200).size;
    const Size wide = text->lay_out(words, style, 2000).size;
    CHECK(narrow.w <= 200);
    CHECK(narrow.h > wide.h * 2);
    CHECK(text->lay_out(words, style, 2000).lines == 1);
}

TEST_CASE_FIXTURE(Fixture, "German, Turkish, Cyrillic and Arabic letters are all drawn") {
    for (const char* words :
         {"\u00C4\u00D6\u00DC\u00DF", "\u015F\u011F\u0131\u0130",
          "\u041F\u0440\u0438\u0432\u0456\u0442", "\u0645\u0631\u062D\u0628\u0627"}) {
        CAPTURE(words);
        const Paragraph& paragraph = text->lay_out(words, style, 0);
        CHECK_FALSE(paragraph.glyphs.empty());
        CHECK(paragraph.missing.empty());
    }
}

TEST_CASE_FIXTURE(Fixture, "a word that no line holds is broken, in Arabic without a hyphen") {
    const std::string letter = "\u062F";  // dal, which joins to nothing behind it
    std::string word;
    for (int i = 0; i < 8; ++i) word += letter;
    const float width = text->lay_out(word, style, 0).size.w;
    const Paragraph& broken = text->lay_out(word, style, width * 0.6F);
    CHECK(broken.lines == 2);
    CHECK(broken.glyphs.size() == 8);
}

TEST_CASE_FIXTURE(Fixture, "Arabic letters join: a word is narrower than its letters alone") {
    const float word = text->lay_out("\u0645\u0631\u062D\u0628\u0627", style, 0).size.w;
    float letters = 0;
    for (const char* letter : {"\u0645", "\u0631", "\u062D", "\u0628", "\u0627"}) {
        letters += text->lay_out(letter, style, 0).size.w;
    }
    CHECK(word < letters * 0.95F);
}

TEST_CASE_FIXTURE(Fixture, "a character that no font has is a box, never a question mark") {
    // A code point of the private use area.
    const Paragraph& paragraph = text->lay_out("a\uF8FFb", style, 0);
    CHECK(paragraph.missing.size() == 1);
    CHECK(paragraph.glyphs.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "a byte that is no UTF-8 is replaced alone, and the words around stay") {
    const auto shapes = [&](std::string_view words) {
        const Paragraph& paragraph = text->lay_out(words, style, 0);
        return paragraph.glyphs.size() + paragraph.missing.size();
    };
    CHECK(shapes("\xC3\x28\xFF") == 3);
    CHECK(shapes("B\xE4nke am Markt") == shapes("B\u00E4nke am Markt"));
    CHECK(text->lay_out("Bank\xFF", style, 0).size.w > text->lay_out("Bank", style, 0).size.w);
    CHECK(shapes(std::string_view{"a\0b", 3}) == 3);
}

TEST_CASE_FIXTURE(Fixture, "the caret steps over bytes that are no UTF-8 one by one") {
    const std::string words = "a\xFF\x80\u00E4";
    CHECK(text->next_stop(words, 1) == 2);
    CHECK(text->next_stop(words, 2) == 3);
    CHECK(text->next_stop(words, 3) == 5);
    CHECK(text->previous_stop(words, 5) == 3);
    CHECK(text->previous_stop(words, 3) == 2);
    CHECK(text->previous_stop("\x80", 1) == 0);
    const float before = text->caret(words, style, 0, 3).x;
    CHECK(before > text->caret(words, style, 0, 2).x);
    CHECK(text->index_at(words, style, 0, {before + 1, 5}) == 3);
    CHECK(text->index_at(words, style, 0, {9999, 5}) == words.size());
}

TEST_CASE_FIXTURE(Fixture, "what no font has is told once, by its code point") {
    text->lay_out("a\uF8FFb", style, 0);
    CHECK(text->take_missing() == std::vector<char32_t>{0xF8FF});
    text->lay_out("once more \uF8FF", style, 0);
    CHECK(text->take_missing().empty());
    for (char32_t c = 0xE000; c < 0xE200; ++c) {
        std::string letter;
        utf8::append(letter, c);
        text->lay_out(letter, style, 0);
    }
    CHECK(text->take_missing().size() == 99);
}

TEST_CASE_FIXTURE(Fixture,
                  "on a right-to-left page the start is at the right, for German words too") {
    style.is_page_rtl = true;
    CHECK(leftmost(text->lay_out("Jahnplatz", style, 600)) > 300);
    CHECK(leftmost(text->lay_out("\u0645\u0631\u062D\u0628\u0627", style, 600)) > 300);
    style.align = TextAlign::end;
    CHECK(leftmost(text->lay_out("Jahnplatz", style, 600)) < 20);
    CHECK(leftmost(text->lay_out("\u0645\u0631\u062D\u0628\u0627", style, 600)) < 20);
}

TEST_CASE_FIXTURE(Fixture,
                  "on a right-to-left page a text begins at the right, and so does its caret") {
    style.is_page_rtl = true;
    CHECK(text->caret("", style, 600, 0).x > 590);
    const std::string words = "\u0645\u0631\u062D\u0628\u0627";
    CHECK(text->caret(words, style, 600, 0).x > 590);
    const float width = text->lay_out(words, style, 0).size.w;
    CHECK(text->caret(words, style, 600, words.size()).x < 610 - width);
}

TEST_CASE_FIXTURE(Fixture, "a unit does not break behind its slash") {
    const std::string words = "Stickstoffdioxid 21 \u00B5g/m\u00B3";
    for (float width = 60; width < 400; width += 7) {
        const Paragraph& whole = text->lay_out("\u00B5g/m\u00B3", style, 0);
        if (width < whole.size.w) continue;
        const Paragraph& paragraph = text->lay_out(words, style, width);
        // All glyphs of the unit share one line: the last five glyphs have nearly one height.
        REQUIRE(paragraph.glyphs.size() > 5);
        const auto last = paragraph.glyphs.end();
        float top = 1e6F;
        float low = -1e6F;
        for (auto glyph = last - 5; glyph != last; ++glyph) {
            top = std::min(top, glyph->at.y);
            low = std::max(low, glyph->at.y);
        }
        CAPTURE(width);
        CHECK(low - top < style.size_px);
    }
}

TEST_CASE_FIXTURE(Fixture, "a word joiner and a narrow no-break space leave no box") {
    const Paragraph& paragraph = text->lay_out("21\u202F\u00B5g\u2060/\u2060m\u00B3", style, 0);
    CHECK(paragraph.missing.empty());
}

TEST_CASE_FIXTURE(Fixture, "the caret steps over a letter with its accent as over one") {
    const std::string words = "e\u0301a";  // e with a combining acute accent, then a
    CHECK(text->next_stop(words, 0) == 3);
    CHECK(text->previous_stop(words, 3) == 0);
    CHECK(text->next_stop(words, 3) == 4);
    CHECK(text->next_stop(words, 4) == 4);
}

TEST_CASE_FIXTURE(Fixture, "a word is found by any of its letters, in Arabic as well") {
    const std::string words = "Mehr B\u00E4nke!";
    for (const std::size_t index : {std::size_t{5}, std::size_t{8}, std::size_t{11}}) {
        const TextRange word = text->word_at(words, index);
        CHECK(words.substr(word.from, word.to - word.from) == "B\u00E4nke");
    }
    CHECK(text->word_at(words, 2).to == 4);
    CHECK(text->word_at("", 0).to == 0);
    const TextRange arabic = text->word_at("\u0634\u062C\u0631 \u0639\u0627\u0644", 2);
    CHECK(arabic.from == 0);
    CHECK(arabic.to == 6);
}

TEST_CASE_FIXTURE(Fixture, "what is selected is lit line by line") {
    const std::string words = "Mehr B\u00E4nke am Markt";
    const auto one = text->parts(words, style, 0, {0, 4});
    REQUIRE(one.size() == 1);
    CHECK(one[0].x == doctest::Approx(0));
    CHECK(one[0].w > 20);
    CHECK(text->parts(words, style, 0, {4, 4}).empty());
    const float half = text->lay_out(words, style, 0).size.w * 0.6F;
    const auto two = text->parts(words, style, half, {0, words.size()});
    REQUIRE(two.size() == 2);
    CHECK(two[1].y > two[0].y);
}

TEST_CASE_FIXTURE(Fixture, "a touch finds the letter that it meant") {
    const std::string words = "Trinkbrunnen";
    const Caret middle = text->caret(words, style, 0, 5);
    CHECK(text->index_at(words, style, 0, {middle.x + 1, 5}) == 5);
    CHECK(text->index_at(words, style, 0, {-50, 5}) == 0);
    CHECK(text->index_at(words, style, 0, {9999, 5}) == words.size());
}

TEST_CASE_FIXTURE(Fixture,
                  "a paragraph is set once, and forgotten when no frame uses it any more") {
    text->lay_out("Puls", style, 0);
    text->lay_out("Puls", style, 0);
    CHECK(text->cached_paragraphs() == 1);
    for (int frame = 0; frame < 1300; ++frame) text->end_frame();
    CHECK(text->cached_paragraphs() == 0);
    CHECK(text->cached_bytes() == 0);
}

TEST_CASE_FIXTURE(Fixture,
                  "a long text that is written letter by letter does not fill the memory") {
    const Paragraph* title = &text->lay_out("Deine Idee", style, 0);
    std::string written;
    for (int i = 0; i < 3800; ++i) written += i % 6 == 5 ? ' ' : 'n';
    std::size_t laid_out = 0;
    for (int letter = 0; letter < 160; ++letter) {
        text->lay_out(written += 'n', style, 900);
        laid_out += written.size() * sizeof(PlacedGlyph);
        CHECK(&text->lay_out("Deine Idee", style, 0) == title);
        text->end_frame();
        CHECK(text->cached_bytes() <= kParagraphBytesMax);
    }
    CHECK(laid_out > kParagraphBytesMax);
}

// Everything that a text shows, byte by byte.
std::vector<std::vector<std::uint8_t>> pixels_of(const Paragraph& paragraph,
                                                 TestTextures& textures) {
    std::vector<std::vector<std::uint8_t>> pixels;
    for (const PlacedGlyph& glyph : paragraph.glyphs)
        pixels.push_back(textures.coverage_of(glyph.region));
    return pixels;
}

struct SmallAtlas : Fixture {
    SmallAtlas() : Fixture{kBytesMax} {}

    bool end_frame() {
        text->end_frame();
        atlas.flush();
        return atlas.end_frame();
    }
    // Latin, Greek and Cyrillic, a line of 40 a frame or all in one; how many letters.
    std::size_t show_letters(float size_px, bool is_one_frame) {
        style.size_px = size_px;
        std::size_t shown = 0;
        for (char32_t first = 0x21; first < 0x500; first += 40) {
            std::string line;
            for (char32_t c = first; c < first + 40; ++c) utf8::append(line, c);
            const Paragraph& letters = text->lay_out(line, style, 0);
            shown += letters.glyphs.size();
            short_lines += letters.missing.empty() ? 0 : 1;
            if (!is_one_frame) CHECK_FALSE(end_frame());
            CHECK(textures.bytes() <= kBytesMax);
        }
        style = {};
        return shown;
    }
    static constexpr std::size_t kBytesMax = std::size_t{3} << 20;
    int short_lines = 0;
};

TEST_CASE_FIXTURE(SmallAtlas,
                  "thousands of letters in several sizes stay within the bound of the atlas") {
    std::size_t shown = 0;
    for (const float size_px : {20.0F, 27.0F, 40.0F, 55.0F, 71.0F})
        shown += show_letters(size_px, false);
    CHECK(shown > 4000);
    CHECK(atlas.evictions() > 3);
    CHECK(textures.bytes_max <= kBytesMax);
}

TEST_CASE_FIXTURE(SmallAtlas, "a letter whose texture went is drawn again as it was") {
    const std::string words = "B\u00E4nke am Kesselbrink, \u0645\u0631\u062D\u0628\u0627";
    const Paragraph before = text->lay_out(words, style, 200);
    REQUIRE_FALSE(end_frame());
    const auto pixels = pixels_of(before, textures);
    for (const float size_px : {40.0F, 55.0F, 71.0F}) show_letters(size_px, false);
    for (const PlacedGlyph& glyph : before.glyphs)
        REQUIRE_FALSE(textures.has(glyph.region.texture));

    const Paragraph& after = text->lay_out(words, style, 200);
    CHECK_FALSE(end_frame());
    CHECK(pixels_of(after, textures) == pixels);
    REQUIRE(after.glyphs.size() == before.glyphs.size());
    for (std::size_t i = 0; i < after.glyphs.size(); ++i) {
        CHECK(after.glyphs[i].at.x == before.glyphs[i].at.x);
        CHECK(after.glyphs[i].at.y == before.glyphs[i].at.y);
    }
}

TEST_CASE_FIXTURE(SmallAtlas,
                  "what a frame shows stays whole when it asks for more than there is room for") {
    const Paragraph& first = text->lay_out("Jahnplatz", style, 0);
    atlas.flush();
    const auto pixels = pixels_of(first, textures);
    for (const float size_px : {55.0F, 71.0F, 90.0F}) show_letters(size_px, true);
    CHECK(short_lines > 0);
    text->take_missing();
    const Paragraph& late = text->lay_out("K\u00E4se", {.size_px = 171}, 0);
    CHECK(late.missing.size() == 4);
    // No font lacks them.
    CHECK(text->take_missing().empty());
    CHECK(&text->lay_out("Jahnplatz", style, 0) == &first);
    atlas.flush();
    CHECK(pixels_of(first, textures) == pixels);

    // The next frame shows less, and has room.
    CHECK(end_frame());
    CHECK(text->lay_out("K\u00E4se", {.size_px = 171}, 0).missing.empty());
    CHECK_FALSE(end_frame());
}

}  // namespace
}  // namespace qp::kiosk
