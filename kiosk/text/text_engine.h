// SPDX-License-Identifier: EUPL-1.2
// Sets paragraphs in any script (Pango), keeps their glyphs in the atlas (FreeType) and draws them
// into a draw list. ImGui's own text is not used: it shapes nothing and turns "ş" into "?".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/draw/atlas.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/text/fonts.h"
#include "kiosk/text/text_style.h"

struct ImDrawList;

namespace qp::kiosk {

struct PlacedGlyph {
    AtlasRegion region;
    Point at;  // top left, from the paragraph's own
};

// A box drawn where no font has the character.
struct MissingGlyph {
    Rect box;
};

struct Paragraph {
    Size size;            // what the lines cover
    float baseline = 0;   // of the first line, from the top
    float box_width = 0;  // the width it was set for; 0 = as wide as it needs
    int lines = 0;
    bool is_cut = false;  // lines_max took something away
    std::vector<PlacedGlyph> glyphs;
    std::vector<MissingGlyph> missing;
};

// From one byte of a text up to another.
struct TextRange {
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t size() const { return to - from; }
    bool operator==(const TextRange&) const = default;
};

struct Caret {
    float x = 0;
    float top = 0;
    float height = 0;
};

// Of the paragraphs that are kept beyond the frame that showed them. Forty bytes a letter: what
// somebody writes is a paragraph anew with each letter, a field of 4,000 letters 160 kB.
inline constexpr std::size_t kParagraphBytesMax = std::size_t{16} << 20;

// One thread. The atlas must outlive the engine. A letter for which the atlas has no room is a box
// like one that no font has, until a frame shows less.
class TextEngine {
public:
    TextEngine(Fonts fonts, Atlas& atlas);
    ~TextEngine();
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    // `width` > 0 wraps at it. A byte that is no UTF-8 is shown as U+FFFD, alone. The reference is
    // good until the next `end_frame`.
    const Paragraph& lay_out(std::string_view text, const TextStyle& style, float width);
    void draw(ImDrawList& list, const Paragraph& paragraph, Point at, Color color) const;

    // Where the caret stands before byte `index`, and the byte nearest to a point.
    Caret caret(std::string_view text, const TextStyle& style, float width, std::size_t index);
    std::size_t index_at(std::string_view text, const TextStyle& style, float width, Point at);
    // What a range covers, one or more rectangles a line; and the word that a byte is in or beside.
    std::vector<Rect> parts(std::string_view text, const TextStyle& style, float width,
                            TextRange range);
    TextRange word_at(std::string_view text, std::size_t index);
    // The next or the previous place where a caret may stand (never inside a letter with accents).
    std::size_t next_stop(std::string_view text, std::size_t index);
    std::size_t previous_stop(std::string_view text, std::size_t index);

    // What no font had since it was last asked for: each code point once, the first hundred.
    std::vector<char32_t> take_missing();

    // Forgets paragraphs that no frame used for a while, and beyond `kParagraphBytesMax` those that
    // were not used for the longest time; never one of this frame.
    void end_frame();
    std::size_t cached_paragraphs() const;
    std::size_t cached_bytes() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::kiosk
