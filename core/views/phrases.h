// SPDX-License-Identifier: EUPL-1.2
// Wordings that several views share. Inner part: screens include the views' own headers.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/theme.h"
#include "core/views/view.h"

namespace qp::views {

// "a · b · c", without those that are empty.
std::string with_dots(std::initializer_list<std::string_view> parts);
// For speech: "a. b. c." A part that ends a sentence itself gets no second full stop.
std::string spoken(std::initializer_list<std::string_view> parts);
// Each sentence by itself, for a screen that gives it a line of its own.
std::vector<std::string> sentences(std::string_view text);
// Each of `texts` in that language.
std::vector<Text> written(const std::vector<std::string>& texts, const std::string& language);
// Apart by empty lines; lines within stay together.
std::vector<std::string> paragraphs(std::string_view text);

// "Stieghorst", "stadtweit"
std::string quarter_name(const i18n::Locale& locale, std::string_view slug);
std::string theme_name(const i18n::Locale& locale, domain::Theme theme);
std::string field_name(const i18n::Locale& locale, domain::Field field);
std::string sector_name(const i18n::Locale& locale, domain::Sector sector);
std::string ring_name(const i18n::Locale& locale, domain::Ring ring);
std::string_view slug(domain::Ring ring);

// "gespeichert, noch nicht bei der Stadt"
std::string delivery_text(const i18n::Locale& locale, store::Delivery delivery);

Badge theme_badge(const i18n::Locale& locale, domain::Theme theme);
Badge demo_badge(const i18n::Locale& locale);

// The first choice has the id "" and stands for all; `all` is its label.
std::vector<Choice> theme_choices(const i18n::Locale& locale, std::string all,
                                  std::optional<domain::Theme> chosen);
// The first choice has the id `first_id`, then the ten districts.
std::vector<Choice> quarter_choices(std::string_view first_id, std::string first_label,
                                    std::string_view chosen);

// Whether anything has come from the city yet. The city's own first views are made where the
// content is.
bool has_content(const Context& context);
// That nothing has come from the city yet, and what it waits for.
std::string not_here_yet(const Context& context);
// Why nothing stands here: `otherwise`, or that it has not come yet.
std::string why_empty(const Context& context, i18n::Key otherwise);

// Whether this entity concerns readers in `quarter`: it is theirs, or everybody's.
bool is_near(std::string_view scope, std::string_view quarter);

}  // namespace qp::views
