// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/drain_reports.h"

namespace qp::replica {

Result<bool> report_drained_polls(store::Content& content, store::Local& local,
                                  const Options& options,
                                  const std::optional<ops::ServerEpoch>& epoch, Instant now) {
    if (!options.enrolled) return false;
    const auto sessions = content.mood_sessions(now);
    if (!sessions) return fail(sessions.error());
    std::vector<store::Local::ClosedPoll> closed;
    for (const domain::MoodSession& session : *sessions) {
        if (now < session.closes_at || now >= session.sealed_at) continue;
        for (const domain::Thesis& thesis : session.theses) {
            const auto tally = content.tally(thesis.id);
            if (!tally) return fail(tally.error());
            closed.push_back({thesis.id, *tally && (*tally)->is_provisional, {}});
        }
    }
    if (closed.empty()) return false;
    if (options.carried_ballots) {
        const auto carried = options.carried_ballots(epoch);
        if (!carried) return fail(carried.error());
        for (store::Local::ClosedPoll& poll : closed)
            if (const auto found = carried->find(poll.poll); found != carried->end())
                poll.carried = found->second;
    }
    const auto queued = local.report_drained(*options.enrolled, epoch, closed);
    if (!queued) return fail(queued.error());
    return *queued > 0;
}

}  // namespace qp::replica
