// SPDX-License-Identifier: EUPL-1.2
#include "core/views/about.h"

#include <algorithm>
#include <array>

#include "core/i18n/msg.h"
#include "core/views/contact_link.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

// What is built upon, with its licence: the core, the app, the kiosk, the city server. Names, so in
// no language.
constexpr std::array kSoftware{
    "SQLite (public domain), libsodium (ISC), JSON for Modern C++ (MIT), expected (CC0 1.0)",
    "Preact (MIT), Workbox (MIT), KERN (EUPL 1.2), Fira Sans (OFL 1.1)",
    "SDL (zlib), Dear ImGui (MIT), Pango (LGPL 2.1), HarfBuzz (MIT), FreeType (FTL), "
    "Fontconfig (MIT), Noto (OFL 1.1), eSpeak NG (GPL 3), libqrencode (LGPL 2.1)",
    "Boost (BSL 1.0), OpenSSL (Apache 2.0), curl (curl), Zstandard (BSD), Brotli (MIT), "
    "zlib (zlib), fmt (MIT), spdlog (MIT), toml++ (MIT), CLI11 (BSD)"};

AboutSection section(const i18n::Locale& locale, i18n::Key title, i18n::Key text) {
    AboutSection made{locale.text(title), {}};
    for (std::string& words : paragraphs(locale.text(text))) {
        auto pieces = around_links(words);
        made.paragraphs.push_back({std::move(words), std::move(pieces)});
    }
    return made;
}

}  // namespace

Result<AboutView> about_view(const Context& context) {
    const i18n::Locale& locale = context.locale();
    const auto stations = context.content.stations();
    if (!stations) return fail(stations.error());

    AboutView view;
    view.title = locale.text(msg::about_title);
    view.sections = {
        section(locale, msg::about_what_title,
                context.is_stand_page ? msg::about_what_text_stand : msg::about_what_text),
        section(locale, msg::about_data_title, msg::about_data_text),
        section(locale, msg::about_counting_title, msg::about_counting_text),
        section(locale, msg::about_rights_title, msg::about_rights_text),
        section(locale, msg::about_demo_title, msg::about_demo_text),
        section(locale, msg::about_access_title, msg::about_access_text),
        section(locale, msg::about_report_title, msg::about_report_text),
        section(locale, msg::about_imprint_title, msg::about_imprint_text),
        section(locale, msg::about_sources_title, msg::about_sources_text),
    };
    if (!context.place.empty()) view.staff = locale.text(msg::staff_title);
    std::vector<AboutParagraph>& sources = view.sections.back().paragraphs;
    const auto is_known = [&](const std::string& source) {
        return std::any_of(sources.begin(), sources.end(),
                           [&](const AboutParagraph& one) { return one.text == source; });
    };
    for (const domain::Station& station : *stations) {
        std::string source = with_dots({station.attribution, station.licence});
        if (!source.empty() && !is_known(source)) sources.push_back({std::move(source), {}});
    }
    sources.push_back({locale.text(msg::about_software_text), {}});
    for (const char* software : kSoftware) sources.push_back({software, {}});
    return view;
}

}  // namespace qp::views
