// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/text_engine.h"

#include <imgui.h>
#include <pango/pango.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/base/utf8.h"
#include "kiosk/text/fonts_impl.h"
#include "kiosk/text/glyph_cache.h"

namespace qp::kiosk {
namespace {

constexpr unsigned kFramesKept = 600;

float px(int pango_units) {
    return real(pango_units) / real(PANGO_SCALE);
}

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

std::string key_of(std::string_view text, const TextStyle& style, float width) {
    std::string key{text};
    const float numbers[] = {style.size_px, style.leading, width};
    key.push_back('\0');
    key.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
    key.append(style.language);
    key.append(std::to_string(static_cast<int>(style.weight)));
    key.push_back(static_cast<char>('a' + static_cast<int>(style.align)));
    key.push_back(style.is_page_rtl ? 'r' : 'l');
    key.append(std::to_string(style.lines_max));
    return key;
}

std::size_t bytes_of(const std::string& key, const Paragraph& paragraph) {
    // What the cache itself needs for an entry, about.
    constexpr std::size_t kEntryBytes = 320;
    return kEntryBytes + key.capacity() + paragraph.glyphs.capacity() * sizeof(PlacedGlyph) +
           paragraph.missing.capacity() * sizeof(MissingGlyph);
}

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kMissingMax = 100;

// As Pango takes it: each byte that is no UTF-8, and each that ends a text for it, is replaced.
std::string repaired(std::string_view text) {
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != FALSE)
        return std::string{text};
    std::string out;
    while (!text.empty()) {
        const char32_t c = utf8::next(text);
        utf8::append(out, c == 0 ? kReplacement : c);
    }
    return out;
}

// Where a place of a text is in the repaired one, and the other way round.
std::size_t repaired_index(std::string_view text, std::size_t index) {
    return repaired(text.substr(0, std::min(index, text.size()))).size();
}

std::size_t given_index(std::string_view text, std::string_view plain, std::size_t index) {
    if (plain == text) return std::min(index, text.size());
    std::string_view rest = text;
    std::string_view rest_of_plain = plain;
    while (!rest.empty() && plain.size() - rest_of_plain.size() < index) {
        utf8::next(rest);
        utf8::next(rest_of_plain);
    }
    return text.size() - rest.size();
}

// Hebrew, Arabic and their neighbours start with these bytes; asking Pango costs a layout.
bool may_be_rtl(std::string_view text, const TextStyle& style) {
    return style.is_page_rtl || std::any_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return (byte >= 0xD6 && byte <= 0xDF) || byte == 0xE0 || byte == 0xEF;
           });
}

// "µg/m³" must not break behind its slash; a long word with slashes (an address) may.
void keep_units_whole(std::string_view text, PangoAttrList* attributes) {
    constexpr std::size_t kUnitBytesMax = 24;
    for (auto slash = text.find('/'); slash != std::string_view::npos;
         slash = text.find('/', slash + 1)) {
        const auto before = text.find_last_of(" \n", slash);
        const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t to = std::min(text.find_first_of(" \n", slash), text.size());
        if (to - from > kUnitBytesMax) continue;
        PangoAttribute* whole = pango_attr_allow_breaks_new(FALSE);
        whole->start_index = static_cast<guint>(from);
        whole->end_index = static_cast<guint>(to);
        pango_attr_list_insert(attributes, whole);
    }
}

bool is_first_line_rtl(PangoLayout* layout) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
    return line != nullptr && pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;
}

}  // namespace

struct TextEngine::Impl {
    struct Cached {
        Paragraph paragraph;
        AtlasUse use;           // of all its glyphs
        bool is_short = false;  // some found no room: to be set anew by the next frame
        std::size_t bytes = 0;  // with its key
        unsigned last_used = 0;
    };
    using Cache = std::unordered_map<std::string, Cached>;

    Impl(Fonts given, Atlas& in)
        : fonts{std::move(given)}, context{fonts.impl().context}, atlas{in}, glyphs{in} {}

    // REQUIRES: a repaired text.
    Layout make(const std::string& text, const TextStyle& style, float width) const;
    bool is_good(Cached& cached);
    void place(PangoLayout* layout, const TextStyle& style, float width, Cached& placed);
    const char* placed_text = nullptr;  // of the paragraph that is being placed
    void place_run(PangoLayoutRun* run, float x, float baseline, Cached& out);
    void remember_missing(const char* at);
    Cache::iterator forget(Cache::iterator entry);
    void forget_oldest();

    Fonts fonts;
    PangoContext* context;
    Atlas& atlas;
    GlyphCache glyphs;  // holds fonts of the map, and goes before it
    Cache cache;
    std::size_t cache_bytes = 0;
    unsigned frame = 0;
    std::set<char32_t> missing;
    std::vector<char32_t> newly_missing;
};

TextEngine::TextEngine(Fonts fonts, Atlas& atlas)
    : impl_{std::make_unique<Impl>(std::move(fonts), atlas)} {}
TextEngine::~TextEngine() = default;

Layout TextEngine::Impl::make(const std::string& text, const TextStyle& style, float width) const {
    pango_context_set_base_dir(
        context, style.is_page_rtl ? PANGO_DIRECTION_WEAK_RTL : PANGO_DIRECTION_WEAK_LTR);
    Layout layout{pango_layout_new(context)};
    PangoAttrList* attributes = pango_attr_list_new();
    choose_font(style, layout.get(), attributes);
    pango_attr_list_insert(
        attributes, pango_attr_line_height_new_absolute(
                        static_cast<int>(std::round(style.size_px * style.leading)) * PANGO_SCALE));
    keep_units_whole(text, attributes);
    // A word that no line holds is broken anywhere; Arabic and Hebrew know no hyphen for that.
    if (may_be_rtl(text, style))
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (width > 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (style.lines_max > 0) {
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        pango_layout_set_height(layout.get(), -style.lines_max);
    }
    // Pango swaps left and right where a paragraph runs against the page; here only the page
    // decides.
    const bool is_rtl = may_be_rtl(text, style) && is_first_line_rtl(layout.get());
    const bool is_flipped = is_rtl != style.is_page_rtl;
    bool is_right = (style.align == TextAlign::start) == style.is_page_rtl;
    if (is_flipped) is_right = !is_right;
    PangoAlignment align = is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    if (style.align == TextAlign::centre) align = PANGO_ALIGN_CENTER;
    pango_layout_set_alignment(layout.get(), align);
    return layout;
}

void TextEngine::Impl::place_run(PangoLayoutRun* run, float x, float baseline, Cached& out) {
    const PangoGlyphString* string = run->glyphs;
    for (int i = 0; i < string->num_glyphs; ++i) {
        const PangoGlyphInfo& info = string->glyphs[i];
        const float pen = x + px(info.geometry.x_offset);
        const float line = std::round(baseline + px(info.geometry.y_offset));
        const float advance = px(info.geometry.width);
        x += advance;
        if (info.glyph == PANGO_GLYPH_EMPTY) continue;
        GlyphImage image;
        float whole = std::floor(pen);
        if ((info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) {
            int phase = static_cast<int>(std::lround((pen - whole) * kGlyphPhases));
            if (phase == kGlyphPhases) {
                phase = 0;
                whole += 1;
            }
            image = glyphs.find(run->item->analysis.font, info.glyph, phase);
        }
        if (image.kind == GlyphKind::blank) continue;
        if (image.kind == GlyphKind::mask) {
            out.use.add(image.mask.use);
            out.paragraph.glyphs.push_back(
                {image.mask.region, {whole + image.left, line - image.top}});
            continue;
        }
        if (image.kind == GlyphKind::undrawable)
            remember_missing(placed_text + run->item->offset + string->log_clusters[i]);
        out.is_short = out.is_short || image.kind == GlyphKind::no_room;
        const float height = std::max(8.0F, advance * 1.2F);
        out.paragraph.missing.push_back(
            {{pen + 1, line - height, std::max(6.0F, advance - 2), height}});
    }
}

void TextEngine::Impl::remember_missing(const char* at) {
    if (missing.size() >= kMissingMax) return;
    const char32_t c = g_utf8_get_char(at);
    if (c != 0 && missing.insert(c).second) newly_missing.push_back(c);
}

void TextEngine::Impl::place(PangoLayout* layout, const TextStyle& style, float width,
                             Cached& placed) {
    placed.use = {};
    placed.is_short = false;
    placed.paragraph = {};
    Paragraph& out = placed.paragraph;
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    // Without a width Pango sets from 0; with one, alignment leaves a margin that belongs to it.
    out.size = {std::ceil(px(logical.width)), std::ceil(px(logical.height))};
    out.box_width = std::max(0.0F, width);
    out.baseline = px(pango_layout_get_baseline(layout));
    out.lines = pango_layout_get_line_count(layout);
    out.is_cut = style.lines_max > 0 && pango_layout_is_ellipsized(layout) != FALSE;
    placed_text = pango_layout_get_text(layout);
    PangoLayoutIter* iter = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter);
        if (run == nullptr) continue;
        PangoRectangle run_rect;
        pango_layout_iter_get_run_extents(iter, nullptr, &run_rect);
        const float baseline = std::round(px(pango_layout_iter_get_baseline(iter)));
        place_run(run, px(run_rect.x), baseline, placed);
    } while (pango_layout_iter_next_run(iter) != FALSE);
    pango_layout_iter_free(iter);
}

// Where some of it found no room, this frame keeps what it was given.
bool TextEngine::Impl::is_good(Cached& cached) {
    return cached.bytes > 0 && (!cached.is_short || cached.last_used == frame) &&
           atlas.use(cached.use);
}

const Paragraph& TextEngine::lay_out(std::string_view text, const TextStyle& style, float width) {
    auto& [key, cached] = *impl_->cache.try_emplace(key_of(text, style, width)).first;
    if (!impl_->is_good(cached)) {
        const Layout layout = impl_->make(repaired(text), style, width);
        impl_->place(layout.get(), style, width, cached);
        impl_->cache_bytes -= std::exchange(cached.bytes, bytes_of(key, cached.paragraph));
        impl_->cache_bytes += cached.bytes;
    }
    cached.last_used = impl_->frame;
    return cached.paragraph;
}

void TextEngine::draw(ImDrawList& list, const Paragraph& paragraph, Point at, Color color) const {
    const float x = std::round(at.x);
    const float y = std::round(at.y);
    for (const PlacedGlyph& glyph : paragraph.glyphs) {
        const ImVec2 from{x + glyph.at.x, y + glyph.at.y};
        const ImVec2 to{from.x + real(glyph.region.width), from.y + real(glyph.region.height)};
        list.AddImage(reinterpret_cast<ImTextureID>(glyph.region.texture), from, to,
                      {glyph.region.u0, glyph.region.v0}, {glyph.region.u1, glyph.region.v1},
                      color);
    }
    for (const MissingGlyph& missing : paragraph.missing) {
        const Rect& box = missing.box;
        list.AddRect({x + box.x, y + box.y}, {x + box.right(), y + box.bottom()}, color, 0, 0, 2);
    }
}

Caret TextEngine::caret(std::string_view text, const TextStyle& style, float width,
                        std::size_t index) {
    const Layout layout = impl_->make(repaired(text), style, width);
    PangoRectangle strong;
    pango_layout_get_cursor_pos(layout.get(), static_cast<int>(repaired_index(text, index)),
                                &strong, nullptr);
    return {px(strong.x), px(strong.y), px(strong.height)};
}

std::size_t TextEngine::index_at(std::string_view text, const TextStyle& style, float width,
                                 Point at) {
    const std::string plain = repaired(text);
    const Layout layout = impl_->make(plain, style, width);
    int index = 0;
    int trailing = 0;
    pango_layout_xy_to_index(layout.get(), static_cast<int>(at.x * PANGO_SCALE),
                             static_cast<int>(at.y * PANGO_SCALE), &index, &trailing);
    std::size_t byte = given_index(text, plain, static_cast<std::size_t>(std::max(0, index)));
    for (; trailing > 0 && byte < text.size(); --trailing) byte = next_stop(text, byte);
    return std::min(byte, text.size());
}

std::vector<Rect> TextEngine::parts(std::string_view text, const TextStyle& style, float width,
                                    TextRange range) {
    const Layout layout = impl_->make(repaired(text), style, width);
    const int from = static_cast<int>(repaired_index(text, range.from));
    const int to = static_cast<int>(repaired_index(text, range.to));
    std::vector<Rect> out;
    PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
    do {
        PangoLayoutLine* line = pango_layout_iter_get_line_readonly(iter);
        const int first = std::max(from, line->start_index);
        const int last = std::min(to, line->start_index + line->length);
        if (first >= last) continue;
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(iter, nullptr, &extents);
        int* ranges = nullptr;
        int count = 0;
        pango_layout_line_get_x_ranges(line, first, last, &ranges, &count);
        for (int i = 0; i < count; ++i) {
            const int left = ranges[2 * i];
            out.push_back(
                {px(left), px(extents.y), px(ranges[2 * i + 1] - left), px(extents.height)});
        }
        g_free(ranges);
    } while (pango_layout_iter_next_line(iter) != FALSE);
    pango_layout_iter_free(iter);
    return out;
}

TextRange TextEngine::word_at(std::string_view text, std::size_t index) {
    const std::string plain = repaired(text);
    const Layout layout = impl_->make(plain, {}, 0);
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout.get(), &count);
    const std::size_t wanted = repaired_index(text, index);
    std::size_t from = wanted;
    std::size_t at = 0;
    for (int character = 0; character < count; ++character) {
        if (attributes[character].is_word_start != 0U && at <= wanted) from = at;
        if (attributes[character].is_word_end != 0U && at >= wanted && at > from)
            return {given_index(text, plain, from), given_index(text, plain, at)};
        if (at < plain.size())
            at = static_cast<std::size_t>(g_utf8_next_char(plain.data() + at) - plain.data());
    }
    return {index, index};
}

std::size_t TextEngine::next_stop(std::string_view text, std::size_t index) {
    const std::string plain = repaired(text);
    const Layout layout = impl_->make(plain, {}, 0);
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout.get(), &count);
    const char* start = plain.data();
    std::size_t at = repaired_index(text, index);
    auto character = g_utf8_strlen(start, static_cast<gssize>(at));
    while (at < plain.size()) {
        at = static_cast<std::size_t>(g_utf8_next_char(start + at) - start);
        ++character;
        if (character < count && attributes[character].is_cursor_position != 0U) break;
    }
    return given_index(text, plain, at);
}

std::size_t TextEngine::previous_stop(std::string_view text, std::size_t index) {
    const std::string plain = repaired(text);
    const Layout layout = impl_->make(plain, {}, 0);
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout.get(), &count);
    const char* start = plain.data();
    std::size_t at = repaired_index(text, index);
    auto character = g_utf8_strlen(start, static_cast<gssize>(at));
    while (at > 0) {
        at = static_cast<std::size_t>(g_utf8_prev_char(start + at) - start);
        --character;
        if (character < count && attributes[character].is_cursor_position != 0U) break;
    }
    return given_index(text, plain, at);
}

std::vector<char32_t> TextEngine::take_missing() {
    return std::exchange(impl_->newly_missing, {});
}

void TextEngine::end_frame() {
    if (impl_->cache_bytes > kParagraphBytesMax) impl_->forget_oldest();
    ++impl_->frame;
    if (impl_->frame % kFramesKept != 0) return;
    for (auto entry = impl_->cache.begin(); entry != impl_->cache.end();) {
        const bool is_old = impl_->frame - entry->second.last_used > kFramesKept;
        entry = is_old ? impl_->forget(entry) : std::next(entry);
    }
}

TextEngine::Impl::Cache::iterator TextEngine::Impl::forget(Cache::iterator entry) {
    cache_bytes -= entry->second.bytes;
    return cache.erase(entry);
}

// Some more than must go, or it would be looked for again with each letter that is typed.
void TextEngine::Impl::forget_oldest() {
    std::vector<Cache::iterator> old;
    for (auto entry = cache.begin(); entry != cache.end(); ++entry)
        if (entry->second.last_used != frame) old.push_back(entry);
    std::sort(old.begin(), old.end(), [this](const auto& a, const auto& b) {
        return frame - a->second.last_used > frame - b->second.last_used;
    });
    for (const auto& entry : old) {
        if (cache_bytes <= kParagraphBytesMax / 4 * 3) return;
        forget(entry);
    }
}

std::size_t TextEngine::cached_paragraphs() const {
    return impl_->cache.size();
}

std::size_t TextEngine::cached_bytes() const {
    return impl_->cache_bytes;
}

}  // namespace qp::kiosk
