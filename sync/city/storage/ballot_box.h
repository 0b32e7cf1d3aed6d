// SPDX-License-Identifier: EUPL-1.2
// Ballots (ballots.db), apart from everything else: no device, no time, no order of arrival. Rows
// lie sorted by poll and nullifier (WITHOUT ROWID), each commit is shuffled, and tidy() rewrites
// the file in that order, since the place of a row within its page and the database's own log would
// tell which came together. One thread owns a BallotBox.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/ports.h"
#include "core/domain/mood_session.h"
#include "core/ops/ballot.h"
#include "core/ops/receipt.h"
#include "core/store/content.h"

namespace qp::city::storage {

// How a ballot came. All that is kept of an envelope.
enum class Channel : std::uint8_t { phone = 0, kiosk = 1 };

// What the city knows of a poll when ballots for it arrive.
struct PollRules {
    bool is_known = false;  // an idea or thesis with this id is public
    domain::PollKind kind = domain::PollKind::support;
    std::optional<Instant> sealed_at;   // no more ballots from then on
    std::string scope;                  // of its tally
    std::optional<Instant> closes_at;   // devices stop asking; unset: never
    std::optional<Instant> reveals_at;  // a live session: no counts before, and then once
};

// Polls of nothing public are kept as well: after a restore ballots may come before their idea
// does. Of each channel no more than this, since anybody can make ids up: the others are put off,
// and never refused, for they may be sound. A flood of strangers' keeps out no enrolled device's.
inline constexpr std::int64_t kUnknownPollBallotsMax = 100'000;

class BallotBox {
public:
    static Result<BallotBox> open(const std::string& path);

    // Commits all of them in one transaction, in random order. One outcome each, in the order
    // given.
    struct Incoming {
        const ops::SignedBallot* ballot = nullptr;
        Channel channel = Channel::phone;
        PollRules rules;
    };
    Result<std::vector<ops::BallotOutcome>> cast(const std::vector<Incoming>& ballots, Instant now,
                                                 Random& random);

    // Polls whose counts may have changed since they were last settled; at first, and when another
    // process has cast ballots, all of them. Kept in memory alone: which ballots are the newest is
    // nothing for a file.
    Result<std::set<Id>> unsettled();
    void settle(const Id& poll) { unsettled_.erase(poll); }
    using Count = std::array<std::uint32_t, 6>;  // by choice, 0 being "taken back"
    Result<Count> count(const Id& poll);

    // Rewrites the file in the order of its keys and empties the log: what it looks like depends
    // only on what is in it. False: somebody reads right now; try again later.
    Result<bool> tidy();

    store::Database& database() { return database_; }

private:
    explicit BallotBox(store::Database database) : database_{std::move(database)} {}
    Status read_polls();
    Result<ops::BallotOutcome> cast_one(const Incoming& incoming, Instant now);
    Result<bool> may_take_unknown(const Id& poll, Channel channel);
    Status forget_unknown(const Id& poll);
    Status count_unknown();

    store::Database database_;
    std::set<Id> unsettled_;
    // Ballots of polls that are not public, by channel; unset: to be counted.
    std::optional<std::array<std::int64_t, 2>> unknown_;
};

struct TallyStep {
    bool is_due = false;
    std::optional<domain::Tally> tally;  // unset: what was published is erased
};
// What to publish after `before`: due when at least k people must have acted since (both are
// counts, so it is the least number that explains the difference), and there are k in all. What was
// provisional becomes final with the counts that were published. `is_drained`: every enrolled
// device has passed on what it held.
TallyStep next_tally(const Id& poll, const PollRules& rules, bool is_drained,
                     const BallotBox::Count& count, const std::optional<domain::Tally>& before,
                     Instant now);

}  // namespace qp::city::storage
