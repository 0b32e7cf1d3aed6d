// SPDX-License-Identifier: EUPL-1.2
// A Stimmungsbild: theses that people answer by feeling on a five-step scale, anonymously. The
// picture of a thesis appears once `picture_min` people have answered it. Never called a vote
// (Abstimmung): one person with many devices cannot be told from many (reference/sync.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/local_text.h"

namespace qp::domain {

inline constexpr std::uint8_t kLikertSteps = 5;  // 1 = full rejection … 5 = full agreement

struct Thesis {
    Id id;  // the poll's id
    LocalText text;
    bool operator==(const Thesis&) const = default;
};

struct MoodSession {
    Id id;
    std::string quarter;  // or kCityScope
    LocalText title;
    LocalText introduction;
    std::vector<Thesis> theses;
    Instant opens_at{};
    Instant closes_at{};  // devices stop asking
    Instant sealed_at{};  // the city stops accepting (14 days later unless set)
    std::uint32_t picture_min = 5;
    Milliseconds delay{0};  // how long a phone holds a ballot back; a live session: none
    bool is_demo = false;
    // A live session: no counts before, then once.
    std::optional<Instant> reveals_at;
    bool operator==(const MoodSession&) const = default;
};

// Both lie in `sessions`.
struct ThesisInSession {
    const MoodSession& session;
    const Thesis& thesis;
};
std::optional<ThesisInSession> find_thesis(const std::vector<MoodSession>& sessions,
                                           const Id& poll);

// How long a ballot for this poll may wait on its device, so that its time tells nothing. Nothing:
// a live session, in which it goes out at once and beside whatever else does. Zero where the poll
// sets no delay, as with support for an idea.
std::optional<Milliseconds> ballot_delay(const std::vector<MoodSession>& sessions, const Id& poll);

// Published counts of a poll. Moves in steps of at least kTallyStep ballots, at set times; unknown
// is not zero: a poll without a tally has no counts at all.
inline constexpr std::uint32_t kTallyStep = 5;
enum class PollKind : std::uint8_t { support = 1, thesis = 2 };

struct Tally {
    Id poll;  // an idea's id (support) or a thesis' id
    PollKind kind = PollKind::support;
    // Support: one; thesis: five, from rejection to agreement, or none where an answer that few
    // gave (or all but few) would tell something of them.
    std::vector<std::uint32_t> counts;
    // Until every enrolled device has reported the closed poll drained, or the seal has passed.
    bool is_provisional = true;
    Instant as_of{};
    std::uint32_t without_breakdown = 0;  // ballots, where `counts` is empty
    bool operator==(const Tally&) const = default;

    std::uint32_t total() const;
};
// Whether each of these may be told apart from the rest: no cell and no complement of one holds
// 1 … kTallyStep − 1.
bool may_show_breakdown(const std::vector<std::uint32_t>& counts);

// How people see a thesis. `split`: at least a quarter on both sides of the middle.
enum class MoodPicture { agreement, rejection, split, mixed };
MoodPicture classify(const Tally& tally);

Bytes encode(const MoodSession& session);
Result<MoodSession> decode_mood_session(BytesView payload);
Bytes encode(const Tally& tally);
Result<Tally> decode_tally(BytesView payload);

}  // namespace qp::domain
