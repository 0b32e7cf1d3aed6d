// SPDX-License-Identifier: EUPL-1.2
#include "core/views/public_view.h"

#include <algorithm>
#include <cstdlib>

#include "core/views/json.h"

namespace qp::views {

namespace {

constexpr long kRowsMax = 500;
constexpr long kThesesMax = 1000;
constexpr std::uint32_t kProjects = 200;  // all of them: their list is not asked to go on

std::uint32_t number(const Wish& wish, const char* name, long otherwise, long min, long max) {
    const std::string text = wish(name);
    const long asked = text.empty() ? otherwise : std::strtol(text.c_str(), nullptr, 10);
    return static_cast<std::uint32_t>(std::clamp(asked, min, max));
}

std::uint32_t limit(const Wish& wish, std::uint32_t otherwise) {
    return number(wish, "limit", static_cast<long>(otherwise), 1, kRowsMax);
}

Id id(const Wish& wish) {
    return Id::from_hex(wish("id")).value_or(Id{});
}

std::optional<domain::Theme> theme(const Wish& wish) {
    return domain::find_theme(wish("theme"));
}

store::IdeaQuery idea_query(const Wish& wish) {
    store::IdeaQuery query;
    query.text = wish("search");
    query.theme = theme(wish);
    query.quarter = wish("in_quarter");
    const std::string ring = wish("ring");
    if (ring == "collected") query.ring = domain::Ring::collected;
    if (ring == "in_progress") query.ring = domain::Ring::in_progress;
    if (ring == "done") query.ring = domain::Ring::done;
    if (wish("order") == "most_supported") query.order = store::Order::most_supported;
    query.limit = limit(wish, query.limit);
    return query;
}

store::ActorQuery actor_query(const Wish& wish) {
    store::ActorQuery query;
    query.text = wish("search");
    query.sector = domain::find_sector(wish("sector"));
    query.theme = theme(wish);
    query.limit = limit(wish, query.limit);
    return query;
}

store::ProjectQuery project_query(const Wish& wish) {
    store::ProjectQuery query;
    query.text = wish("search");
    query.theme = theme(wish);
    query.limit = limit(wish, kProjects);
    return query;
}

Range range(const Wish& wish) {
    const std::string asked = wish("range");
    if (asked == "week") return Range::week;
    if (asked == "month") return Range::month;
    return Range::day;
}

using Json = Result<std::optional<std::string>>;

template <class View>
Json json_of(const Result<View>& view) {
    if (!view) return fail(view.error());
    return to_json(*view);
}

template <class View>
Json json_of(const Result<std::optional<View>>& view) {
    if (!view) return fail(view.error());
    return *view ? to_json(**view) : std::string{"null"};
}

}  // namespace

Json public_view(const Context& context, std::string_view name, const Wish& wish) {
    if (name == "start") return json_of(start_view(context));
    if (name == "stations") return json_of(station_list_view(context));
    if (name == "station") return json_of(station_view(context, id(wish), range(wish)));
    if (name == "ideas") return json_of(idea_list_view(context, idea_query(wish)));
    if (name == "idea") return json_of(idea_view(context, id(wish)));
    if (name == "actors") return json_of(actor_list_view(context, actor_query(wish)));
    if (name == "actor") return json_of(actor_view(context, id(wish)));
    if (name == "projects") return json_of(project_list_view(context, project_query(wish)));
    if (name == "project") return json_of(project_view(context, id(wish)));
    if (name == "radar") return json_of(radar_view(context, theme(wish)));
    if (name == "mood") return json_of(mood_view(context, number(wish, "index", 0, 0, kThesesMax)));
    if (name == "about") return json_of(about_view(context));
    return std::optional<std::string>{};
}

}  // namespace qp::views
