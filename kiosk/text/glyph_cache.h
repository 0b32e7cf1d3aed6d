// SPDX-License-Identifier: EUPL-1.2
// Glyphs of a Pango font, drawn by FreeType into the atlas once for each quarter of a pixel.
#pragma once

#include <pango/pango.h>

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "kiosk/draw/atlas.h"
#include "kiosk/draw/geometry.h"

namespace qp::kiosk {

inline constexpr int kGlyphPhases = 4;

struct GlyphImage {
    AtlasRegion region;  // texture 0: nothing to draw (a space)
    float left = 0;      // from the pen to the image
    float top = 0;       // upwards from the baseline
};

class GlyphCache {
public:
    explicit GlyphCache(Atlas& atlas) : atlas_{atlas} {}
    ~GlyphCache();
    GlyphCache(const GlyphCache&) = delete;
    GlyphCache& operator=(const GlyphCache&) = delete;

    // Nothing where the font cannot draw it: the caller shows a box.
    std::optional<GlyphImage> find(PangoFont* font, PangoGlyph glyph, int phase);

private:
    std::optional<GlyphImage> render(PangoFont* font, PangoGlyph glyph, int phase);

    Atlas& atlas_;
    std::map<std::tuple<PangoFont*, PangoGlyph, int>, std::optional<GlyphImage>> images_;
    std::vector<PangoFont*> kept_;  // a key must not be given to another font
};

}  // namespace qp::kiosk
