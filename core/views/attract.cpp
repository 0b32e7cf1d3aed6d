// SPDX-License-Identifier: EUPL-1.2
#include "core/views/attract.h"

#include "core/i18n/msg.h"
#include "core/views/shell.h"

namespace qp::views {
namespace {

constexpr std::uint32_t kRows = 2;

std::vector<IdeaRow> rows(const Context& context, std::optional<domain::Ring> ring) {
    store::IdeaQuery query;
    query.ring = ring;
    query.limit = kRows;
    auto list = idea_list_view(context, query);
    return list ? std::move(list->rows) : std::vector<IdeaRow>{};
}

}  // namespace

AttractView attract_view(const Context& context) {
    const i18n::Locale& locale = context.locale();
    AttractView view;
    if (auto shell = shell_view(context, {})) {
        view.place = shell->place;
        view.clock = shell->clock;
        view.demo_notice = shell->demo_notice;
        for (const Choice& language : shell->languages)
            view.languages += (view.languages.empty() ? "" : " · ") + language.label;
    }
    view.touch = locale.text(msg::attract_touch);
    if (auto start = start_view(context)) {
        view.greeting = start->greeting;
        view.tiles = std::move(start->tiles);
    }
    view.newest = rows(context, std::nullopt);
    if (!view.newest.empty()) view.new_title = locale.text(msg::attract_new);
    view.became = rows(context, domain::Ring::done);
    if (view.became.empty()) view.became = rows(context, domain::Ring::in_progress);
    if (!view.became.empty()) view.became_title = locale.text(msg::attract_became);
    return view;
}

}  // namespace qp::views
