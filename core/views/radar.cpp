// SPDX-License-Identifier: EUPL-1.2
#include "core/views/radar.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/i18n/msg.h"
#include "core/views/idea_row.h"
#include "core/views/phrases.h"
#include "core/views/stage_words.h"

namespace qp::views {
namespace {

using domain::Field;
using domain::KickboxProject;
using domain::Ring;
using domain::Theme;

constexpr std::uint32_t kIdeasPerTheme = 14;  // more dots than that are a smear
constexpr std::uint32_t kRowsMax = 30;
constexpr std::uint32_t kRowsPerTheme = 3;  // of each, while none is chosen
constexpr std::uint32_t kProjectsMax = 200;
constexpr double kThemeWidth = 1.0 / 8;

struct RingBand {
    Ring ring;
    double from;
    double to;
};
constexpr std::array<RingBand, 3> kBands{
    {{Ring::collected, 0.73, 1.0}, {Ring::in_progress, 0.46, 0.73}, {Ring::done, 0.18, 0.46}}};

// kFields runs clockwise from top left, so the first field ends at twelve o'clock.
double start_of(Field field) {
    double start = 0.75;
    for (const Field other : domain::kFields) {
        if (other == field) break;
        start = start >= 0.75 ? 0 : start + 0.25;
    }
    return start;
}

double start_of(Theme theme) {
    double start = start_of(domain::field_of(theme));
    for (const Theme other : domain::kThemes) {
        if (other == theme) break;
        if (domain::field_of(other) == domain::field_of(theme)) start += kThemeWidth;
    }
    return start;
}

constexpr double kMargin = kThemeWidth * 0.12;
// Half the width of a ring's name and of a mark, in radii of the disc. The names stand at twelve
// o'clock.
constexpr double kRingName = 0.25;

// In turns: what lies beside the names keeps clear of them.
double noon_margin(double radius) {
    const double half_name = std::asin(std::min(1.0, kRingName / radius)) / (2 * std::acos(-1.0));
    return std::clamp(half_name, kMargin, kThemeWidth * 0.6);
}

// Spreads the items of one cell evenly and the same way every time: a low-discrepancy sequence
// (multiples of the plastic number's powers) keeps neighbours apart without any randomness.
void place(RadarItem& item, Theme theme, Ring ring, std::uint32_t number) {
    const auto band = std::find_if(kBands.begin(), kBands.end(),
                                   [&](const RingBand& b) { return b.ring == ring; });
    const auto fraction = [&](double step) {
        double whole = 0;
        return std::modf(0.5 + step * number, &whole);
    };
    const double height = band->to - band->from;
    item.radius = band->from + height * (0.2 + 0.6 * fraction(0.5698402910));
    const double start = start_of(theme);
    const double from = start == 0 ? noon_margin(item.radius) : kMargin;
    const double to = start + kThemeWidth == 1 ? noon_margin(item.radius) : kMargin;
    item.angle = start + from + fraction(0.7548776662) * (kThemeWidth - from - to);
}

// The last word goes below: "Wissen &" and "Lernen".
std::vector<std::string> on_two_lines(const std::string& label) {
    const std::size_t gap = label.rfind(' ');
    if (gap == std::string::npos) return {label};
    return {label.substr(0, gap), label.substr(gap + 1)};
}

class Radar {
public:
    explicit Radar(const Context& context) : context_{context}, locale_{context.locale()} {}

    Result<RadarView> view(std::optional<Theme> chosen);

private:
    void add_frame(std::optional<Theme> chosen);
    Status add_ideas(Theme theme, std::uint32_t rows_max);
    Status add_projects(std::optional<Theme> chosen);
    void add_project(const KickboxProject& project, std::optional<Theme> chosen);
    void add_list(std::optional<Theme> chosen);
    std::uint32_t next_number(Theme theme, Ring ring) {
        return numbers_[static_cast<std::size_t>(theme)][static_cast<std::size_t>(ring)]++;
    }
    RadarTheme& theme_view(Theme theme) { return view_.themes[static_cast<std::size_t>(theme)]; }

    const Context& context_;
    const i18n::Locale& locale_;
    RadarView view_;
    std::array<std::array<std::uint32_t, 3>, 8> numbers_{};
};

void Radar::add_frame(std::optional<Theme> chosen) {
    view_.title = locale_.text(msg::radar_title);
    view_.lead = locale_.text(msg::radar_intro);
    view_.center = locale_.text(msg::radar_centre);
    view_.all = locale_.text(msg::radar_all);
    for (const Field field : domain::kFields) {
        const double from = start_of(field);
        const std::string label = field_name(locale_, field);
        view_.fields.push_back(
            {std::string{domain::slug(field)}, label, on_two_lines(label), from, from + 0.25});
    }
    for (const RingBand& band : kBands) {
        view_.rings.push_back({ring_name(locale_, band.ring), band.from, band.to});
    }
    for (const Theme theme : domain::kThemes) {
        const double from = start_of(theme);
        view_.themes.push_back({std::string{domain::slug(theme)}, theme_name(locale_, theme),
                                std::string{domain::slug(domain::field_of(theme))}, from,
                                from + kThemeWidth, chosen == theme, 0, ""});
    }
    view_.legend = {{"idea", locale_.text(msg::radar_legend_idea), true, "neutral", ""},
                    {"project", locale_.text(msg::radar_legend_project), true, "neutral", ""}};
}

Status Radar::add_ideas(Theme theme, std::uint32_t rows_max) {
    store::IdeaQuery query;
    query.theme = theme;
    query.order = store::Order::most_supported;
    query.limit = std::max(rows_max, kIdeasPerTheme);
    const auto page = context_.content.ideas(query);
    if (!page) return fail(page.error());
    theme_view(theme).count += page->total;

    std::uint32_t shown = 0;
    for (const store::FoundIdea& found : page->items) {
        const domain::Idea& idea = found.idea;
        const std::string field{domain::slug(domain::field_of(theme))};
        const std::uint32_t number = shown++;
        if (number < kIdeasPerTheme) {
            RadarItem item{idea.id.hex(), "idea", field, std::string{domain::slug(theme)}, 0, 0, 0,
                           idea.title};
            // A hundred people make a full-sized dot; the area grows with the number.
            const double people = found.supports ? found.supports->total() : 0;
            item.size = std::min(1.0, std::sqrt(people / 100));
            const Ring ring = domain::ring_of(idea.status());
            place(item, theme, ring, next_number(theme, ring));
            view_.items.push_back(std::move(item));
        }
        if (number >= rows_max) continue;
        auto row = idea_row(context_, found);
        if (!row) return fail(row.error());
        const Instant at = idea.steps.empty() ? Instant{} : idea.steps.back().at;
        const std::string meta =
            with_dots({locale_.text(msg::radar_legend_idea), row->supports,
                       status_since(locale_, idea.status(), at, context_.now)});
        view_.rows.push_back({idea.id.hex(), "idea", std::move(row->title), meta, field,
                              spoken({idea.title, meta})});
    }
    return {};
}

void Radar::add_project(const KickboxProject& project, std::optional<Theme> chosen) {
    // The first theme places it: one project is one dot.
    if (project.themes.empty()) return;
    const Theme theme = project.themes.front();
    const std::string field{domain::slug(domain::field_of(theme))};
    ++theme_view(theme).count;
    RadarItem item{project.id.hex(), "project", field, std::string{domain::slug(theme)}, 0, 0, 0.5,
                   project.title};
    const Ring ring = domain::ring_of(project.stage);
    place(item, theme, ring, next_number(theme, ring));
    view_.items.push_back(std::move(item));
    if (chosen && *chosen != theme) return;
    const std::string meta =
        with_dots({locale_.text(msg::kickbox_title), stage_text(locale_, project)});
    view_.rows.push_back({project.id.hex(), "project", Text{project.title, project.language}, meta,
                          field, spoken({project.title, meta})});
}

Status Radar::add_projects(std::optional<Theme> chosen) {
    store::ProjectQuery query;
    query.limit = kProjectsMax;
    const auto page = context_.content.projects(query);
    if (!page) return fail(page.error());
    for (const KickboxProject& project : page->items) add_project(project, chosen);
    return {};
}

void Radar::add_list(std::optional<Theme> chosen) {
    std::uint32_t total = 0;
    for (RadarTheme& theme : view_.themes) {
        total += theme.count;
        theme.spoken =
            locale_.text(msg::radar_sector_label{.count = theme.count, .theme = theme.label});
    }
    const std::uint32_t count = chosen ? theme_view(*chosen).count : total;
    view_.list_title = locale_.text(msg::radar_all_title);
    if (chosen) {
        view_.list_title = theme_name(locale_, *chosen);
        view_.list_text = locale_.text_or_empty("theme_hint." + std::string{domain::slug(*chosen)});
    }
    view_.list_count = locale_.text(msg::radar_count{.count = count});
    if (view_.rows.empty()) view_.empty = why_empty(context_, msg::radar_empty);
    if (view_.rows.size() > kRowsMax) view_.rows.resize(kRowsMax);
}

Result<RadarView> Radar::view(std::optional<Theme> chosen) {
    add_frame(chosen);
    for (const Theme theme : domain::kThemes) {
        const std::uint32_t rows_max = chosen == theme ? kRowsMax : chosen ? 0 : kRowsPerTheme;
        if (auto added = add_ideas(theme, rows_max); !added) return fail(added.error());
    }
    if (auto added = add_projects(chosen); !added) return fail(added.error());
    add_list(chosen);
    return std::move(view_);
}

}  // namespace

Result<RadarView> radar_view(const Context& context, std::optional<Theme> theme) {
    return Radar{context}.view(theme);
}

}  // namespace qp::views
