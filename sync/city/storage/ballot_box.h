// SPDX-License-Identifier: EUPL-1.2
// Ballots (ballots.db), apart from everything else: no device, no time, no order of arrival. Rows
// lie sorted by poll and nullifier (WITHOUT ROWID) and are committed in shuffled order, so that the
// file does not tell which came together. One thread owns a BallotBox.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
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
    std::optional<Instant> sealed_at;  // no more ballots from then on
    std::string scope;                 // of its tally
};

// Polls of nothing public are kept as well: after a restore ballots may come before their idea
// does. More of them than this are refused, since anybody can make ids up.
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

    // Polls whose counts have changed since they were last tallied.
    Result<std::vector<Id>> untallied();
    struct Count {
        std::array<std::uint32_t, 6> by_choice{};
        std::uint32_t untallied = 0;  // ballots that are new or changed since
    };
    Result<Count> count(const Id& poll);
    // What is counted by now is in a published tally.
    Status mark_tallied(const Id& poll);

    store::Database& database() { return database_; }

private:
    explicit BallotBox(store::Database database) : database_{std::move(database)} {}
    Result<ops::BallotOutcome> cast_one(const Incoming& incoming, Instant now);

    store::Database database_;
};

struct TallyStep {
    bool is_due = false;
    std::optional<domain::Tally> tally;  // unset: what was published is erased
};
// What to publish after `before`: due when at least k ballots are new, and there are k in all. A
// poll past its seal gets its last one, with the counts that were published.
TallyStep next_tally(const Id& poll, const PollRules& rules, const BallotBox::Count& count,
                     const std::optional<domain::Tally>& before, Instant now);

}  // namespace qp::city::storage
