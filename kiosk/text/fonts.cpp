// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/fonts.h"

#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include <cmath>

#include "kiosk/text/fonts_impl.h"

namespace qp::kiosk {
namespace {

constexpr const char* kFamily = "Fira Sans, Noto Sans";

int count_fonts(FcConfig* config, FcSetName set) {
    const FcFontSet* fonts = FcConfigGetFonts(config, set);
    return fonts == nullptr ? 0 : fonts->nfont;
}

}  // namespace

Fonts::Impl::~Impl() {
    if (context != nullptr) g_object_unref(context);
    if (map != nullptr) g_object_unref(map);
    if (config != nullptr) FcConfigDestroy(config);
}

Result<Fonts> Fonts::load(const std::string& folder) {
    auto impl = std::make_unique<Impl>();
    impl->config = FcInitLoadConfigAndFonts();
    if (impl->config == nullptr) return fail(Code::unavailable, "fontconfig does not start");
    FcConfigAppFontAddDir(impl->config, reinterpret_cast<const FcChar8*>(folder.c_str()));
    impl->are_own = count_fonts(impl->config, FcSetApplication) > 0;
    if (!impl->are_own && count_fonts(impl->config, FcSetSystem) == 0)
        return fail(Code::not_found, "no fonts, neither in " + folder + " nor in the system");
    impl->map = pango_ft2_font_map_new();
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(impl->map), 72, 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(impl->map), impl->config);
    impl->context = pango_font_map_create_context(impl->map);
    pango_context_set_round_glyph_positions(impl->context, FALSE);
    return Fonts{std::move(impl)};
}

Fonts::Fonts(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

bool Fonts::are_own() const {
    return impl_->are_own;
}

void choose_font(const TextStyle& style, PangoLayout* layout, PangoAttrList* attributes) {
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFamily);
    pango_font_description_set_absolute_size(font, std::round(style.size_px * PANGO_SCALE));
    pango_font_description_set_weight(font, static_cast<PangoWeight>(style.weight));
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    // German and English look alike to a font, and each new pair of size and language makes
    // fontconfig sort all fonts anew.
    const std::string primary = style.language.substr(0, style.language.find('-'));
    const char* language = primary == "en" ? "de" : primary.c_str();
    pango_attr_list_insert(attributes,
                           pango_attr_language_new(pango_language_from_string(language)));
}

void Fonts::look_for(const TextStyle& style) const {
    PangoLayout* layout = pango_layout_new(impl_->context);
    PangoAttrList* attributes = pango_attr_list_new();
    choose_font(style, layout, attributes);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout, "Aa 1", -1);
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    g_object_unref(layout);
}

}  // namespace qp::kiosk
