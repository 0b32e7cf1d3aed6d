// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/tallies.h"

#include <algorithm>

#include "sync/city/storage/publication.h"

namespace qp::city::storage {

namespace {

PollRules rules_of(const domain::MoodSession& session) {
    PollRules rules;
    rules.is_known = true;
    rules.kind = domain::PollKind::thesis;
    rules.sealed_at = session.sealed_at;
    rules.scope = session.quarter.empty() ? std::string{domain::kCityScope} : session.quarter;
    rules.closes_at = session.closes_at;
    rules.reveals_at = session.reveals_at;
    return rules;
}

// Closing, drained reports and the seal change what is known of a tally while nobody casts
// anything.
Result<std::set<Id>> polls_to_look_at(BallotBox& box, store::Content& content, Instant now) {
    auto polls = box.unsettled();
    if (!polls) return polls;
    const auto sessions = content.mood_sessions(now);
    if (!sessions) return fail(sessions.error());
    for (const domain::MoodSession& session : *sessions) {
        if (now < session.closes_at) continue;
        for (const domain::Thesis& thesis : session.theses) {
            const auto published = content.tally(thesis.id);
            if (!published) return fail(published.error());
            if (*published && (*published)->is_provisional) polls->insert(thesis.id);
        }
    }
    return polls;
}

bool takes_part(const Enrolled& device, const std::string& scope) {
    return device.quarter.empty() || device.quarter == scope || scope == domain::kCityScope;
}

}  // namespace

bool PollSettings::knows(const ops::PublicKey& key) const {
    return std::any_of(enrolled.begin(), enrolled.end(),
                       [&](const Enrolled& device) { return device.key == key; });
}

std::vector<ops::PublicKey> PollSettings::keys() const {
    std::vector<ops::PublicKey> keys;
    keys.reserve(enrolled.size());
    for (const Enrolled& device : enrolled) keys.push_back(device.key);
    return keys;
}

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
    const auto found = domain::find_thesis(*sessions, poll);
    return found ? rules_of(found->session) : rules;
}

Result<bool> is_drained(OperationLog& log, const PollSettings& settings, const Id& poll,
                        const PollRules& rules) {
    if (!rules.closes_at) return false;
    bool has_any = false;
    for (const Enrolled& device : settings.enrolled) {
        if (!takes_part(device, rules.scope)) continue;
        const auto report = log.drained(poll, device.key);
        if (!report) return fail(report.error());
        if (!*report || (*report)->taken_at < *rules.closes_at) return false;
        has_any = true;
    }
    return has_any;
}

Result<std::size_t> publish_due_tallies(BallotBox& box, OperationLog& log, store::Content& content,
                                        const PollSettings& settings, Instant now) {
    const auto polls = polls_to_look_at(box, content, now);
    if (!polls) return fail(polls.error());
    std::size_t published = 0;
    for (const Id& poll : *polls) {
        const auto rules = poll_rules(content, poll, now);
        if (!rules) return fail(rules.error());
        if (!rules->is_known) continue;
        if (rules->reveals_at && now < *rules->reveals_at) continue;
        const auto count = box.count(poll);
        if (!count) return fail(count.error());
        const auto before = content.tally(poll);
        if (!before) return fail(before.error());
        const auto drained = is_drained(log, settings, poll, *rules);
        if (!drained) return fail(drained.error());
        const TallyStep step = next_tally(poll, *rules, *drained, *count, *before, now);
        if (step.is_due) {
            Publication publication{domain::EntityKind::tally, poll, rules->scope, 1, std::nullopt};
            if (step.tally) publication.payload = encode(*step.tally);
            if (auto done = publish_changed(content, {publication}); !done)
                return fail(done.error());
            ++published;
        }
        box.settle(poll);
    }
    return published;
}

}  // namespace qp::city::storage
