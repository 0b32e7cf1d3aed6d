// SPDX-License-Identifier: EUPL-1.2
#include "core/views/shell.h"

#include <algorithm>
#include <array>

#include "core/domain/place.h"
#include "core/i18n/msg.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

class Area {
public:
    std::string_view id;
    std::string_view icon;
    i18n::Key label;
};
const std::array kAreas{
    Area{"start", "pulse", msg::nav_pulse},       Area{"ideas", "idea", msg::nav_ideas},
    Area{"radar", "radar", msg::nav_themes},      Area{"actors", "network", msg::nav_network},
    Area{"kickbox", "kickbox", msg::nav_kickbox}, Area{"mood", "mood", msg::nav_mood}};

// What is still in this device alone: on its way, or waiting for a link.
std::string waiting_text(const Context& context, std::uint32_t count) {
    const i18n::Locale& locale = context.locale();
    if (context.sync.may_have_link()) return locale.text(msg::sync_sending{.count = count});
    return context.is_stand_page ? locale.text(msg::stand_offline_waiting{.count = count})
                                 : locale.text(msg::sync_offline_waiting{.count = count});
}

std::string offline_text(const Context& context) {
    const i18n::Locale& locale = context.locale();
    const replica::SyncState& sync = context.sync;
    if (!sync.has_content && sync.at_relay == 0) return not_here_yet(context);
    return locale.text(context.is_stand_page ? msg::stand_offline : msg::sync_offline);
}

// Where there is never a network nothing goes by itself.
std::string by_hand_text(const Context& context) {
    const i18n::Locale& locale = context.locale();
    if (context.sync.waiting > 0)
        return locale.text(msg::sync_by_hand_waiting{.count = context.sync.waiting});
    return context.sync.has_content ? locale.text(msg::sync_by_hand) : not_here_yet(context);
}

void say_link(const Context& context, SyncLine& line) {
    const i18n::Locale& locale = context.locale();
    const replica::SyncState& sync = context.sync;
    // Those that a stand has taken are told apart: nobody need stay for them.
    const std::uint32_t here = sync.waiting - std::min(sync.waiting, sync.at_relay);
    const bool is_calm_stand = context.is_stand_page && sync.may_have_link() && here == 0;
    if (here > 0) {
        line.state = waiting_text(context, here);
    } else if (!sync.may_have_link()) {
        line.state = offline_text(context);
    } else if (!sync.has_content) {
        line.state = not_here_yet(context);
    } else if (context.is_stand_page && sync.at_relay == 0) {
        line.tone = "stand";
        line.state = locale.text(msg::stand_note);
    }
    if (sync.at_relay > 0)
        line.state = spoken({line.state, locale.text(msg::sync_at_relay{.count = sync.at_relay})});
    if (is_calm_stand) line.state = spoken({line.state, locale.text(msg::stand_note_code)});
    if (!sync.may_have_link() && sync.last_contact) {
        const std::string age = locale.age(*sync.last_contact, context.now);
        line.last_contact = locale.text(msg::sync_last_contact{.age = age});
    }
}

// How it stands with the city, said as it is: nothing while all is well, and at a stand what its
// page keeps.
SyncLine sync_line(const Context& context) {
    const replica::SyncState& sync = context.sync;
    SyncLine line;
    line.waiting = sync.waiting;
    line.has_content = sync.has_content;
    line.tone = sync.waiting > 0 ? "waiting" : "quiet";
    if (context.is_by_hand)
        line.state = by_hand_text(context);
    else
        say_link(context, line);
    if (sync.refused > 0) {
        line.tone = "refused";
        line.state =
            spoken({line.state, context.locale().text(msg::sync_refused{.count = sync.refused})});
    }
    line.text = spoken({line.state, line.last_contact});
    return line;
}

// Demo content comes in bulk: a look at the first of each kind tells whether there is any.
Result<bool> has_demo(const Context& context) {
    const auto stations = context.content.stations();
    if (!stations) return fail(stations.error());
    const auto is_demo = [](const auto& entity) { return entity.is_demo; };
    if (std::any_of(stations->begin(), stations->end(), is_demo)) return true;
    const auto ideas = context.content.ideas({});
    if (!ideas) return fail(ideas.error());
    if (std::any_of(ideas->items.begin(), ideas->items.end(),
                    [](const store::FoundIdea& found) { return found.idea.is_demo; })) {
        return true;
    }
    const auto projects = context.content.projects({});
    if (!projects) return fail(projects.error());
    if (std::any_of(projects->items.begin(), projects->items.end(), is_demo)) return true;
    const auto actors = context.content.actors({});
    if (!actors) return fail(actors.error());
    return std::any_of(actors->items.begin(), actors->items.end(), is_demo);
}

std::string place_text(const Context& context) {
    const i18n::Locale& locale = context.locale();
    const std::string quarter = context.quarter == domain::kCityScope
                                    ? locale.text(msg::app_city)
                                    : quarter_name(locale, context.quarter);
    return context.place.empty() ? quarter : quarter + ", " + context.place;
}

}  // namespace

Result<ShellView> shell_view(const Context& context, const std::string& area) {
    const i18n::Locale& locale = context.locale();
    const auto demo = has_demo(context);
    if (!demo) return fail(demo.error());

    ShellView view;
    view.lang = locale.language().tag;
    view.dir = locale.language().right_to_left ? "rtl" : "ltr";
    view.product = locale.text(msg::app_name);
    view.place = place_text(context);
    const bool is_time_unknown = context.clock_fault && context.clock_fault->is_at_least;
    if (!is_time_unknown) view.clock = locale.time(context.now);
    for (const Area& each : kAreas) {
        view.areas.push_back({std::string{each.id}, locale.text(each.label), each.id == area,
                              "neutral", std::string{each.icon}});
    }
    for (const i18n::Locale* other : context.messages.locales()) {
        view.languages.push_back({std::string{other->language().tag},
                                  other->text(msg::language_name),
                                  other->language().tag == locale.language().tag, "neutral", ""});
    }
    view.quarters = quarter_choices(domain::kCityScope, locale.text(msg::idea_list_everywhere),
                                    context.quarter);
    // The city's own first view is neither linked nor waiting.
    if (context.local != nullptr) view.sync = sync_line(context);
    view.back = locale.text(msg::action_back);
    view.close = locale.text(msg::action_close);
    view.more = locale.text(msg::action_more);
    view.about = locale.text(msg::about_title);
    if (*demo) view.demo_notice = locale.text(msg::badge_demo_notice);
    return view;
}

}  // namespace qp::views
