// SPDX-License-Identifier: EUPL-1.2
// Glyphs of a Pango font, drawn by FreeType into the atlas once for each quarter of a pixel.
#pragma once

#include <pango/pango.h>

#include <cstdint>
#include <map>
#include <set>
#include <tuple>

#include "kiosk/draw/atlas.h"
#include "kiosk/draw/geometry.h"

namespace qp::kiosk {

inline constexpr int kGlyphPhases = 4;
// At either bound all are forgotten, and drawn anew as they are asked for. All screens in seven
// languages and three text sizes have 13,400 images of 55 fonts. An image is known here by some 200
// bytes, 6 MB in all; a font is an open face with its tables, and whoever types letters of every
// script in every size asks for one font after the other.
inline constexpr std::size_t kGlyphImagesMax = 32768;
inline constexpr std::size_t kGlyphFontsMax = 256;

enum class GlyphKind {
    mask,
    blank,       // nothing to draw (a space)
    undrawable,  // the font has nothing that could be drawn: the caller shows a box
    no_room      // in the atlas, for as long as what this frame shows is all in use
};

struct GlyphImage {
    GlyphKind kind = GlyphKind::undrawable;
    AtlasMask mask;
    float left = 0;  // from the pen to the image
    float top = 0;   // upwards from the baseline
};

class GlyphCache {
public:
    explicit GlyphCache(Atlas& atlas) : atlas_{atlas} {}
    ~GlyphCache();
    GlyphCache(const GlyphCache&) = delete;
    GlyphCache& operator=(const GlyphCache&) = delete;

    // In use in this frame from now on.
    GlyphImage find(PangoFont* font, PangoGlyph glyph, int phase);

    std::size_t images() const { return images_.size(); }
    std::size_t fonts() const { return kept_.size(); }

private:
    GlyphImage render(PangoFont* font, PangoGlyph glyph, int phase);
    void keep(PangoFont* font);
    void forget_all();

    Atlas& atlas_;
    std::map<std::tuple<PangoFont*, PangoGlyph, int>, GlyphImage> images_;
    std::set<PangoFont*> kept_;  // a key must not be given to another font
};

}  // namespace qp::kiosk
