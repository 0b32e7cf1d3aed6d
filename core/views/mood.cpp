// SPDX-License-Identifier: EUPL-1.2
#include "core/views/mood.h"

#include <algorithm>
#include <array>

#include "core/i18n/msg.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

using domain::MoodPicture;
using domain::MoodSession;

constexpr std::array<std::string_view, domain::kLikertSteps> kPatterns{"cross", "slash", "ring",
                                                                       "dot", "check"};
constexpr std::array<i18n::Key, domain::kLikertSteps> kAnswers{
    msg::mood_answer_1, msg::mood_answer_2, msg::mood_answer_3, msg::mood_answer_4,
    msg::mood_answer_5};

Text chosen(const domain::LocalText& text, std::string_view language) {
    const domain::LocalText::Chosen found = text.in(language);
    return {std::string{found.text}, std::string{found.language}};
}

std::vector<Stone> stones(const i18n::Locale& locale, std::optional<std::uint8_t> choice) {
    std::vector<Stone> result;
    for (std::uint8_t step = 1; step <= domain::kLikertSteps; ++step) {
        const std::string label = answer_text(locale, step);
        const bool is_on = choice == step;
        const std::string number = locale.number(step);
        result.push_back({step, label, std::string{kPatterns[step - 1u]}, is_on,
                          spoken({number, label, is_on ? locale.text(msg::mood_chosen) : ""})});
    }
    return result;
}

i18n::Key picture_key(MoodPicture picture) {
    switch (picture) {
        case MoodPicture::agreement:
            return msg::mood_picture_agreement;
        case MoodPicture::rejection:
            return msg::mood_picture_rejection;
        case MoodPicture::split:
            return msg::mood_picture_split;
        case MoodPicture::mixed:
            break;
    }
    return msg::mood_picture_mixed;
}

void add_picture(const Context& context, const domain::Tally& tally, MoodView& view) {
    const i18n::Locale& locale = context.locale();
    const std::uint32_t total = tally.total();
    view.has_picture = true;
    view.picture_title = locale.text(msg::mood_picture_title);
    view.picture_word = locale.text(picture_key(domain::classify(tally)));
    view.picture_text =
        with_dots({locale.text(msg::mood_total{.count = total}),
                   locale.text(msg::support_as_of{.age = locale.age(tally.as_of, context.now)}),
                   tally.is_provisional ? locale.text(msg::support_provisional) : std::string{}});
    for (std::size_t i = 0; i < domain::kLikertSteps; ++i) {
        const std::uint32_t count = tally.counts[i];
        const double share = static_cast<double>(count) / total;
        view.bars.push_back({locale.text(kAnswers[i]), locale.number(count),
                             locale.with_unit(locale.decimal(share * 100, 0), "%"), share,
                             static_cast<std::uint8_t>(i + 1), std::string{kPatterns[i]}});
    }
}

// The picture is shown to those who have answered (or when all is over), so that nobody's feeling
// follows the crowd's; and only from as many answers on that nobody can be told apart.
Status tell_picture(const Context& context, const MoodSession& session,
                    const domain::Thesis& thesis, bool has_answered, MoodView& view) {
    if (view.is_open && !has_answered) return {};
    const i18n::Locale& locale = context.locale();
    const auto tally = context.content.tally(thesis.id);
    if (!tally) return fail(tally.error());
    const std::uint32_t enough = std::max(session.picture_min, domain::kTallyStep);
    if (*tally && (*tally)->total() >= enough && (*tally)->counts.size() == domain::kLikertSteps) {
        add_picture(context, **tally, view);
        return {};
    }
    const bool has_enough = *tally && (*tally)->total() >= enough;
    view.picture_wait =
        has_enough
            ? locale.text(msg::mood_picture_withheld{.count = locale.number((*tally)->total())})
            : locale.text(msg::mood_picture_few{.count = enough});
    if (!context.sync.has_link) {
        view.picture_wait = spoken({view.picture_wait, locale.text(msg::mood_picture_offline)});
    }
    return {};
}

void tell_frame(const i18n::Locale& locale, const Context& context, const MoodSession& session,
                MoodView& view) {
    view.session_id = session.id.hex();
    view.title = chosen(session.title, locale.language().tag);
    view.introduction = chosen(session.introduction, locale.language().tag);
    if (session.is_demo) view.badges.push_back(demo_badge(locale));
    view.step = locale.text(msg::mood_position{.number = locale.number(view.index + 1),
                                               .total = locale.number(view.count)});
    if (view.is_open) {
        view.question = locale.text(msg::mood_question);
        view.badges.push_back(
            {locale.text(msg::mood_closes{.date = locale.date(session.closes_at, context.now)}),
             "neutral", ""});
    } else {
        view.closed_text = locale.text(msg::mood_closed);
    }
    const bool is_last = view.index + 1 == view.count;
    view.next = is_last ? std::string{} : locale.text(msg::action_next);
    view.previous = view.index == 0 ? std::string{} : locale.text(msg::action_previous);
    view.done = is_last ? locale.text(msg::action_done) : std::string{};
}

}  // namespace

std::string answer_text(const i18n::Locale& locale, std::uint8_t answer) {
    return locale.text(kAnswers[answer - 1u]);
}

bool is_open(const MoodSession& session, Instant now) {
    return session.opens_at <= now && now < session.closes_at;
}

Result<std::optional<MoodSession>> mood_session_here(const Context& context) {
    auto sessions = context.content.mood_sessions(context.now);
    if (!sessions) return fail(sessions.error());
    const MoodSession* best = nullptr;
    for (const MoodSession& session : *sessions) {
        if (session.theses.empty() || session.opens_at > context.now) continue;
        const bool is_open_now = is_open(session, context.now);
        if (is_open_now && session.id == context.chosen_mood) return std::optional{session};
        if (!is_near(session.quarter, context.quarter)) continue;
        if (best == nullptr) best = &session;
        const bool is_better = is_open_now && !is_open(*best, context.now);
        const bool is_later = !is_open(*best, context.now) && session.closes_at > best->closes_at;
        if (is_better || is_later) best = &session;
    }
    return best == nullptr ? std::optional<MoodSession>{} : std::optional{*best};
}

Result<MoodView> mood_view(const Context& context, std::uint32_t index) {
    const i18n::Locale& locale = context.locale();
    const auto session = mood_session_here(context);
    if (!session) return fail(session.error());

    MoodView view;
    view.privacy = locale.text(msg::mood_not_a_vote);
    if (!*session) {
        view.title = {locale.text(msg::mood_title), std::string{locale.language().tag}};
        view.closed_text = why_empty(context, msg::mood_none);
        return view;
    }
    view.is_open = is_open(**session, context.now);
    view.count = static_cast<std::uint32_t>((*session)->theses.size());
    view.index = std::min(index, view.count - 1);
    tell_frame(locale, context, **session, view);

    const domain::Thesis& thesis = (*session)->theses[view.index];
    view.thesis_id = thesis.id.hex();
    view.thesis = chosen(thesis.text, locale.language().tag);
    std::optional<std::uint8_t> choice;
    if (context.local != nullptr) {
        const auto found = context.local->choice(thesis.id);
        if (!found) return fail(found.error());
        if (*found && **found > 0) choice = **found;
    }
    // Without a store of this device (first view) there is nothing to press.
    if (view.is_open && context.local != nullptr) view.stones = stones(locale, choice);
    if (choice) view.saved = locale.text(msg::mood_saved);
    if (choice && view.index + 1 == view.count) {
        view.saved = spoken({view.saved, locale.text(msg::mood_finished_title)});
    }
    if (auto told = tell_picture(context, **session, thesis, choice.has_value(), view); !told) {
        return fail(told.error());
    }
    return view;
}

}  // namespace qp::views
