// SPDX-License-Identifier: EUPL-1.2
// A view by its name: which function of core/views makes it, and from which fields of the message.
#include <algorithm>

#include "core/views/json.h"
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

constexpr std::uint32_t kRowsMax = 500;

std::uint32_t limit_of(const Message& message, std::uint32_t otherwise) {
    const std::int64_t asked = message.integer("limit", otherwise);
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(asked, 1, kRowsMax));
}

std::optional<domain::Theme> theme_of(const Message& message) {
    return domain::find_theme(message.text("theme"));
}

store::IdeaQuery idea_query(const Message& message) {
    store::IdeaQuery query;
    query.text = message.text("search");
    query.theme = theme_of(message);
    query.quarter = message.text("in_quarter");
    const std::string ring = message.text("ring");
    if (ring == "collected") query.ring = domain::Ring::collected;
    if (ring == "in_progress") query.ring = domain::Ring::in_progress;
    if (ring == "done") query.ring = domain::Ring::done;
    if (message.text("order") == "most_supported") query.order = store::Order::most_supported;
    query.limit = limit_of(message, query.limit);
    return query;
}

store::ActorQuery actor_query(const Message& message) {
    store::ActorQuery query;
    query.text = message.text("search");
    query.sector = domain::find_sector(message.text("sector"));
    query.theme = theme_of(message);
    query.limit = limit_of(message, query.limit);
    return query;
}

store::ProjectQuery project_query(const Message& message) {
    store::ProjectQuery query;
    query.text = message.text("search");
    query.theme = theme_of(message);
    query.limit = limit_of(message, query.limit);
    return query;
}

views::Range range_of(const Message& message) {
    const std::string range = message.text("range");
    if (range == "week") return views::Range::week;
    if (range == "month") return views::Range::month;
    return views::Range::day;
}

template <class View>
Result<std::string> json_of(const Result<View>& view) {
    if (!view) return fail(view.error());
    return views::to_json(*view);
}

// A thing that may be gone: null.
template <class View>
Result<std::string> json_of(const Result<std::optional<View>>& view) {
    if (!view) return fail(view.error());
    return *view ? views::to_json(**view) : std::string{"null"};
}

}  // namespace

Result<std::string> PhoneCore::view(const Message& message) {
    const views::Context context = this->context(message);
    const std::string name = message.text("view");
    if (name == "shell") return json_of(views::shell_view(context, message.text("area")));
    if (name == "start") return json_of(views::start_view(context));
    if (name == "stations") return json_of(views::station_list_view(context));
    if (name == "station")
        return json_of(views::station_view(context, message.id("id"), range_of(message)));
    if (name == "ideas") return json_of(views::idea_list_view(context, idea_query(message)));
    if (name == "own_ideas") return json_of(views::own_ideas_view(context));
    if (name == "idea") return json_of(views::idea_view(context, message.id("id")));
    if (name == "idea_form")
        return json_of(
            views::idea_form_view(context, draft_of(message), message.flag("is_pressed")));
    if (name == "actors") return json_of(views::actor_list_view(context, actor_query(message)));
    if (name == "actor") return json_of(views::actor_view(context, message.id("id")));
    if (name == "projects")
        return json_of(views::project_list_view(context, project_query(message)));
    if (name == "project") return json_of(views::project_view(context, message.id("id")));
    if (name == "radar") return json_of(views::radar_view(context, theme_of(message)));
    if (name == "mood") {
        const auto index = std::clamp<std::int64_t>(message.integer("index"), 0, 1000);
        return json_of(views::mood_view(context, static_cast<std::uint32_t>(index)));
    }
    if (name == "about") return json_of(views::about_view(context));
    return fail(Code::bad_argument, "no view " + name);
}

}  // namespace qp::web
