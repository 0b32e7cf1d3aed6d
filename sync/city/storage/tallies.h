// SPDX-License-Identifier: EUPL-1.2
// From ballots to published counts: which poll a ballot belongs to, when counts move, and when they
// are complete.
#pragma once

#include <string>
#include <vector>

#include "core/ops/crypto.h"
#include "core/store/content.h"
#include "sync/city/storage/ballot_box.h"
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

// A kiosk or relay that the city knows by its key ([[enrolled]] in city.toml).
struct Enrolled {
    ops::PublicKey key{};
    std::string quarter;  // where it stands; empty: it goes anywhere, and takes part in every poll
};

struct PollSettings {
    std::vector<Enrolled> enrolled;
    // Counts move at these times alone (whole multiples since 1970), so that a count that has just
    // moved tells nobody who was here a moment ago.
    Milliseconds publish_every{1'000};

    bool knows(const ops::PublicKey& key) const;
    std::vector<ops::PublicKey> keys() const;
};

// The rules of a poll, from what is public. Theses are found through their session.
Result<PollRules> poll_rules(store::Content& content, const Id& poll, Instant now);

// Whether every enrolled device that may hold ballots of this closed poll has passed them all on:
// its word for it came after the close. False without any such device: then only the seal tells.
Result<bool> is_drained(OperationLog& log, const PollSettings& settings, const Id& poll,
                        const PollRules& rules);

// Publishes the tallies that are due. Returns how many.
Result<std::size_t> publish_due_tallies(BallotBox& box, OperationLog& log, store::Content& content,
                                        const PollSettings& settings, Instant now);

}  // namespace qp::city::storage
