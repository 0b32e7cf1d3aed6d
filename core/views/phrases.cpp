// SPDX-License-Identifier: EUPL-1.2
#include "core/views/phrases.h"

#include "core/base/utf8.h"
#include "core/domain/place.h"
#include "core/i18n/msg.h"

namespace qp::views {
namespace {

std::string named(const i18n::Locale& locale, std::string_view group, std::string_view slug) {
    return locale.text_or_empty(std::string{group} + "." + std::string{slug});
}

bool ends_sentence(std::string_view text) {
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("؟");
}

}  // namespace

std::string with_dots(std::initializer_list<std::string_view> parts) {
    std::string result;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!result.empty()) result += " \u00B7 ";
        result += part;
    }
    return result;
}

std::string spoken(std::initializer_list<std::string_view> parts) {
    std::string result;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!result.empty()) result += ' ';
        result += part;
        if (!ends_sentence(part)) result += '.';
    }
    return result;
}

std::vector<Text> written(const std::vector<std::string>& texts, const std::string& language) {
    std::vector<Text> result;
    result.reserve(texts.size());
    for (const std::string& text : texts) result.push_back({text, language});
    return result;
}

std::vector<std::string> sentences(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t gap = 0; (gap = text.find(' ', gap)) != std::string_view::npos;) {
        if (!ends_sentence(text.substr(0, gap))) {
            ++gap;
            continue;
        }
        found.emplace_back(text.substr(0, gap));
        text.remove_prefix(gap + 1);
        gap = 0;
    }
    if (!text.empty()) found.emplace_back(text);
    return found;
}

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> result;
    while (!text.empty()) {
        const std::size_t gap = text.find("\n\n");
        const std::string_view paragraph = utf8::trimmed(text.substr(0, gap));
        if (!paragraph.empty()) result.emplace_back(paragraph);
        if (gap == std::string_view::npos) break;
        text.remove_prefix(gap + 2);
    }
    return result;
}

std::string quarter_name(const i18n::Locale& locale, std::string_view slug) {
    if (const auto quarter = domain::find_quarter(slug)) return std::string{quarter->name};
    return locale.text(slug == domain::kCityScope ? msg::scope_city : msg::quarter_unknown);
}

std::string theme_name(const i18n::Locale& locale, domain::Theme theme) {
    return named(locale, "theme", domain::slug(theme));
}

std::string field_name(const i18n::Locale& locale, domain::Field field) {
    return named(locale, "field", domain::slug(field));
}

std::string sector_name(const i18n::Locale& locale, domain::Sector sector) {
    return named(locale, "sector", domain::slug(sector));
}

std::string_view slug(domain::Ring ring) {
    switch (ring) {
        case domain::Ring::in_progress:
            return "in_progress";
        case domain::Ring::done:
            return "done";
        case domain::Ring::collected:
            break;
    }
    return "collected";
}

std::string ring_name(const i18n::Locale& locale, domain::Ring ring) {
    return named(locale, "ring", slug(ring));
}

std::string delivery_text(const i18n::Locale& locale, store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::received:
            return locale.text(msg::delivery_received);
        case store::Delivery::refused:
            return locale.text(msg::delivery_refused);
        case store::Delivery::at_relay:
            return locale.text(msg::delivery_at_relay);
        case store::Delivery::saved:
            break;
    }
    return locale.text(msg::delivery_saved);
}

Badge theme_badge(const i18n::Locale& locale, domain::Theme theme) {
    return {theme_name(locale, theme), std::string{domain::slug(domain::field_of(theme))}, ""};
}

Badge demo_badge(const i18n::Locale& locale) {
    return {locale.text(msg::badge_demo), "demo", ""};
}

std::vector<Choice> theme_choices(const i18n::Locale& locale, std::string all,
                                  std::optional<domain::Theme> chosen) {
    std::vector<Choice> choices{{"", std::move(all), !chosen, "neutral", ""}};
    for (const domain::Theme theme : domain::kThemes) {
        choices.push_back({std::string{domain::slug(theme)}, theme_name(locale, theme),
                           chosen == theme, std::string{domain::slug(domain::field_of(theme))},
                           ""});
    }
    return choices;
}

std::vector<Choice> quarter_choices(std::string_view first_id, std::string first_label,
                                    std::string_view chosen) {
    std::vector<Choice> choices{
        {std::string{first_id}, std::move(first_label), chosen == first_id, "neutral", ""}};
    for (const domain::Quarter& quarter : domain::kQuarters) {
        choices.push_back({std::string{quarter.slug}, std::string{quarter.name},
                           chosen == quarter.slug, "neutral", ""});
    }
    return choices;
}

bool has_content(const Context& context) {
    return context.local == nullptr || context.sync.has_content;
}

std::string not_here_yet(const Context& context) {
    const i18n::Locale& locale = context.locale();
    if (context.is_by_hand) return locale.text(msg::sync_by_hand_never);
    return locale.text(context.sync.may_have_link() ? msg::sync_loading : msg::sync_never);
}

std::string why_empty(const Context& context, i18n::Key otherwise) {
    return has_content(context) ? context.locale().text(otherwise) : not_here_yet(context);
}

bool is_near(std::string_view scope, std::string_view quarter) {
    return scope == quarter || scope == domain::kCityScope || quarter == domain::kCityScope;
}

}  // namespace qp::views
