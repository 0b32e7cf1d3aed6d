// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/glyph_cache.h"

#include <ft2build.h>
#include <pango/pangofc-font.h>

#include <vector>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace qp::kiosk {
namespace {

// Pango calls these two deprecated since it prefers HarfBuzz's own drawing; FreeType's rasteriser
// gives better edges, and its face is to be had in no other way.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

// The face is locked while FreeType draws from it.
class LockedFace {
public:
    explicit LockedFace(PangoFont* font) : font_{PANGO_FC_FONT(font)} {
        face_ = pango_fc_font_lock_face(font_);
    }
    ~LockedFace() {
        if (face_ != nullptr) pango_fc_font_unlock_face(font_);
    }
    LockedFace(const LockedFace&) = delete;
    LockedFace& operator=(const LockedFace&) = delete;
    FT_Face get() const { return face_; }

private:
    PangoFcFont* font_;
    FT_Face face_ = nullptr;
};

#pragma GCC diagnostic pop

std::vector<std::uint8_t> coverage_of(const FT_Bitmap& bitmap) {
    std::vector<std::uint8_t> out;
    out.reserve(static_cast<std::size_t>(bitmap.width) * bitmap.rows);
    for (unsigned row = 0; row < bitmap.rows; ++row) {
        const unsigned char* line = bitmap.buffer + static_cast<long>(row) * bitmap.pitch;
        out.insert(out.end(), line, line + bitmap.width);
    }
    return out;
}

}  // namespace

GlyphCache::~GlyphCache() {
    forget_all();
}

void GlyphCache::forget_all() {
    images_.clear();
    for (PangoFont* font : kept_) g_object_unref(font);
    kept_.clear();
}

void GlyphCache::keep(PangoFont* font) {
    if (kept_.contains(font)) return;
    if (kept_.size() >= kGlyphFontsMax) forget_all();
    g_object_ref(font);
    kept_.insert(font);
}

GlyphImage GlyphCache::find(PangoFont* font, PangoGlyph glyph, int phase) {
    const std::tuple key{font, glyph, phase};
    const auto known = images_.find(key);
    if (known != images_.end() &&
        (known->second.kind != GlyphKind::mask || atlas_.use(known->second.mask.use)))
        return known->second;
    const GlyphImage image = render(font, glyph, phase);
    if (image.kind == GlyphKind::no_room) return image;
    if (images_.size() >= kGlyphImagesMax) forget_all();
    keep(font);
    images_.insert_or_assign(key, image);
    return image;
}

GlyphImage GlyphCache::render(PangoFont* font, PangoGlyph glyph, int phase) {
    const LockedFace locked{font};
    FT_Face face = locked.get();
    // Bitmap fonts (colour emoji) have no outline; pictograms stand in for them elsewhere.
    if (face == nullptr || !FT_IS_SCALABLE(face)) return {};
    if (FT_Load_Glyph(face, glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return {};
    if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return {};
    FT_Outline_Translate(&face->glyph->outline, phase * 64 / kGlyphPhases, 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    if (bitmap.width == 0 || bitmap.rows == 0) return {GlyphKind::blank, {}, 0, 0};
    const auto coverage = coverage_of(bitmap);
    const auto mask =
        atlas_.add_mask(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), coverage);
    if (!mask) return {GlyphKind::no_room, {}, 0, 0};
    return {GlyphKind::mask, *mask, real(face->glyph->bitmap_left), real(face->glyph->bitmap_top)};
}

}  // namespace qp::kiosk
