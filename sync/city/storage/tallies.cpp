// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/storage.h"

namespace qp::city::storage {

namespace {

// A session's seal passes while nobody casts anything, so sessions are looked at, too.
Result<std::vector<Id>> polls_to_look_at(BallotBox& box, store::Content& content, Instant now) {
    auto polls = box.untallied();
    if (!polls) return polls;
    const auto sessions = content.mood_sessions(now);
    if (!sessions) return fail(sessions.error());
    for (const domain::MoodSession& session : *sessions)
        if (now >= session.sealed_at)
            for (const domain::Thesis& thesis : session.theses) polls->push_back(thesis.id);
    return polls;
}

}  // namespace

Result<PollRules> poll_rules(store::Content& content, const Id& poll, Instant now) {
    PollRules rules;
    rules.scope = domain::kCityScope;
    const auto idea = content.entity(domain::EntityKind::idea, poll);
    if (!idea) return fail(idea.error());
    if (*idea && (*idea)->payload) {
        rules.is_known = true;
        rules.scope = (*idea)->scope;
        return rules;
    }
    const auto sessions = content.mood_sessions(now);
    if (!sessions) return fail(sessions.error());
    for (const domain::MoodSession& session : *sessions)
        for (const domain::Thesis& thesis : session.theses)
            if (thesis.id == poll)
                return PollRules{
                    true, domain::PollKind::thesis, session.sealed_at,
                    session.quarter.empty() ? std::string{domain::kCityScope} : session.quarter};
    return rules;
}

Result<std::size_t> publish_due_tallies(BallotBox& box, store::Content& content, Instant now) {
    const auto polls = polls_to_look_at(box, content, now);
    if (!polls) return fail(polls.error());
    std::size_t published = 0;
    for (const Id& poll : *polls) {
        const auto rules = poll_rules(content, poll, now);
        if (!rules) return fail(rules.error());
        if (!rules->is_known) continue;
        const auto count = box.count(poll);
        if (!count) return fail(count.error());
        const auto before = content.tally(poll);
        if (!before) return fail(before.error());
        const TallyStep step = next_tally(poll, *rules, *count, *before, now);
        if (!step.is_due) continue;
        Publication publication{domain::EntityKind::tally, poll, rules->scope, 1, std::nullopt};
        if (step.tally) publication.payload = encode(*step.tally);
        if (auto done = publish_changed(content, {publication}); !done) return done;
        // Published first: a crash here publishes the same counts again, and loses none.
        if (auto marked = box.mark_tallied(poll); !marked) return fail(marked.error());
        ++published;
    }
    return published;
}

}  // namespace qp::city::storage
