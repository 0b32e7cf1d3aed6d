// SPDX-License-Identifier: EUPL-1.2
#include "core/views/stand.h"

#include <algorithm>

#include "core/i18n/msg.h"
#include "core/views/attract.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

constexpr std::uint32_t kEventsShown = 6;
constexpr std::size_t kMoodsShown = 6;
// An event far ahead may have been chosen while fewer were known.
constexpr std::uint32_t kEventsLookedAt = 200;

std::string when_words(const Context& context, const domain::Event& event) {
    const i18n::Locale& locale = context.locale();
    return locale.text(msg::event_when{.date = locale.weekday_date(event.starts_at, context.now),
                                       .time = locale.clock(event.starts_at)});
}

// Unset: it is over, or the city has taken it back.
std::optional<domain::Event> event_of(const Context& context, const StandState& stand) {
    const auto events = context.content.events(context.now, kEventsLookedAt);
    if (!events) return std::nullopt;
    const auto found = std::find_if(events->begin(), events->end(), [&](const auto& event) {
        return event.id.hex() == stand.event;
    });
    return found == events->end() ? std::nullopt : std::optional{*found};
}

std::vector<domain::MoodSession> moods_to_come(const Context& context) {
    auto sessions = context.content.mood_sessions(context.now);
    std::vector<domain::MoodSession> moods;
    if (!sessions) return moods;
    for (domain::MoodSession& session : *sessions)
        if (session.closes_at > context.now && !session.theses.empty())
            moods.push_back(std::move(session));
    return moods;
}

std::string title_of(const Context& context, const domain::MoodSession& session) {
    return std::string{session.title.in(context.locale().language().tag).text};
}

// Without "https://": nobody types that.
std::string typed_address(const std::string& url) {
    const auto start = url.find("://");
    return start == std::string::npos ? url : url.substr(start + 3);
}

void add_event(const Context& context, const domain::Event& event, PosterView& view) {
    view.title = event.title;
    view.when = with_dots({when_words(context, event), event.place,
                           event.is_demo ? context.locale().text(msg::badge_demo) : ""});
}

// The first of the choices is on where none of the others is.
void add_none(std::vector<Choice>& choices, std::string label) {
    const bool is_none = std::none_of(choices.begin(), choices.end(),
                                      [](const Choice& choice) { return choice.is_on; });
    choices.insert(choices.begin(), Choice{"", std::move(label), is_none, {}, {}});
}

}  // namespace

std::optional<PosterView> poster_view(const Context& context, const StandState& stand) {
    if (!stand.has_poster || context.app_url.empty()) return std::nullopt;
    const i18n::Locale& locale = context.locale();
    const auto event = event_of(context, stand);
    if (!stand.event.empty() && !event) return std::nullopt;
    const AttractView usual = attract_view(context);
    PosterView view;
    view.place = usual.place;
    view.clock = usual.clock;
    view.touch = usual.touch;
    view.languages = usual.languages;
    view.demo_notice = usual.demo_notice;
    view.title = locale.text(msg::poster_title);
    if (event) add_event(context, *event, view);
    view.what = locale.text(msg::poster_what);
    view.how = locale.text(msg::poster_how);
    view.alt = locale.text(msg::poster_alt);
    view.link = context.app_url;
    view.address = typed_address(context.app_url);
    for (const domain::MoodSession& session : moods_to_come(context))
        if (session.id.hex() == stand.mood)
            view.mood = locale.text(msg::start_mood_title{.title = title_of(context, session)});
    return view;
}

std::vector<Choice> stand_events(const Context& context, const StandState& stand) {
    std::vector<Choice> choices;
    const auto events = context.content.events(context.now, kEventsShown);
    if (events)
        for (const domain::Event& event : *events)
            choices.push_back({event.id.hex(),
                               with_dots({event.title, when_words(context, event)}),
                               event.id.hex() == stand.event,
                               {},
                               {}});
    add_none(choices, context.locale().text(msg::stand_mode_no_event));
    return choices;
}

std::vector<Choice> stand_moods(const Context& context, const StandState& stand) {
    std::vector<Choice> choices;
    for (const domain::MoodSession& session : moods_to_come(context)) {
        if (choices.size() == kMoodsShown) break;
        choices.push_back(
            {session.id.hex(), title_of(context, session), session.id.hex() == stand.mood, {}, {}});
    }
    add_none(choices, context.locale().text(msg::stand_mode_usual_mood));
    return choices;
}

}  // namespace qp::views
