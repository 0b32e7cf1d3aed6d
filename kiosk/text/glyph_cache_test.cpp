// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/glyph_cache.h"

#include <doctest/doctest.h>
#include <pango/pangofc-font.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/draw/test_textures.h"
#include "kiosk/text/fonts_impl.h"

namespace qp::kiosk {
namespace {

struct Fixture {
    Fixture() {
        const char* assets = std::getenv("QP_KIOSK_ASSETS");
        REQUIRE_MESSAGE(assets != nullptr, "QP_KIOSK_ASSETS names the folder with fonts/");
        auto loaded = Fonts::load(std::string{assets} + "/fonts");
        REQUIRE(loaded);
        fonts.emplace(std::move(*loaded));
        glyphs.emplace(atlas);
    }
    void ask_for(int sizes, PangoGlyph letters) {
        PangoFontDescription* wanted = pango_font_description_from_string("Fira Sans");
        for (int size = 0; size < sizes; ++size) {
            pango_font_description_set_absolute_size(wanted, 8.0 * PANGO_SCALE + size * 16);
            PangoFont* font = pango_context_load_font(fonts->impl().context, wanted);
            REQUIRE(font != nullptr);
            for (PangoGlyph glyph = 30; glyph < 30 + letters; ++glyph) {
                for (int phase = 0; phase < kGlyphPhases; ++phase) glyphs->find(font, glyph, phase);
                fonts_max = std::max(fonts_max, glyphs->fonts());
                images_max = std::max(images_max, glyphs->images());
            }
            g_object_unref(font);
            atlas.end_frame();
        }
        pango_font_description_free(wanted);
    }
    TestTextures textures;
    Atlas atlas{textures};
    std::optional<Fonts> fonts;
    std::optional<GlyphCache> glyphs;
    std::size_t fonts_max = 0;
    std::size_t images_max = 0;
};

TEST_CASE_FIXTURE(Fixture, "however many fonts are asked for, no more than a bound is kept open") {
    ask_for(600, 1);
    CHECK(fonts_max == kGlyphFontsMax);
}

TEST_CASE_FIXTURE(Fixture, "however many letters are asked for, no more than a bound is known") {
    ask_for(200, 50);
    CHECK(images_max == kGlyphImagesMax);
    CHECK(textures.bytes_max <= kAtlasBytesMax);
}

}  // namespace
}  // namespace qp::kiosk
