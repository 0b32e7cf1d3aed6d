// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/ballot_box.h"

#include <numeric>

namespace qp::city::storage {

namespace {

constexpr store::Migration kMigrations[] = {{1, R"(
CREATE TABLE ballot(
    poll BLOB NOT NULL,
    nullifier BLOB NOT NULL,
    revision INTEGER NOT NULL,
    choice INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    is_tallied INTEGER NOT NULL,
    is_of_known_poll INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(poll, nullifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_untallied ON ballot(poll) WHERE is_tallied = 0;
CREATE INDEX ballot_unknown ON ballot(poll) WHERE is_of_known_poll = 0;
)"}};

std::uint64_t below(Random& random, std::uint64_t bound) {
    std::array<std::uint8_t, 8> bytes;
    random.fill(bytes);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value % bound;  // 64 bits over at most some thousands: the bias is nothing
}

std::uint8_t choice_max(domain::PollKind kind) {
    return kind == domain::PollKind::support ? ops::kChoiceSupport : domain::kLikertSteps;
}

}  // namespace

Result<BallotBox> BallotBox::open(const std::string& path) {
    auto database = store::Database::open(path, kMigrations);
    if (!database) return fail(database.error());
    return BallotBox{std::move(*database)};
}

Result<std::vector<ops::BallotOutcome>> BallotBox::cast(const std::vector<Incoming>& ballots,
                                                        Instant now, Random& random) {
    std::vector<std::size_t> order(ballots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(random, i)]);

    auto transaction = store::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    std::vector<ops::BallotOutcome> outcomes(ballots.size());
    for (const std::size_t i : order) {
        auto outcome = cast_one(ballots[i], now);
        if (!outcome) return fail(outcome.error());
        outcomes[i] = std::move(*outcome);
    }
    if (auto committed = transaction->commit(); !committed) return fail(committed.error());
    return outcomes;
}

Result<ops::BallotOutcome> BallotBox::cast_one(const Incoming& incoming, Instant now) {
    using Kind = ops::BallotOutcome::Kind;
    const ops::SignedBallot& signed_ballot = *incoming.ballot;
    const ops::Ballot& ballot = signed_ballot.ballot;
    const auto rejected = [&](Code code) {
        return ops::BallotOutcome{signed_ballot.hash, Kind::rejected, name(code)};
    };
    if (incoming.rules.is_known && ballot.choice > choice_max(incoming.rules.kind))
        return rejected(Code::bad_argument);
    if (ballot.choice > domain::kLikertSteps) return rejected(Code::bad_argument);

    auto find = database_.prepare(
        "SELECT revision, hash, choice FROM ballot WHERE poll = ?1 AND nullifier = ?2");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, ballot.poll).bind(2, BytesView{ballot.nullifier}).step();
    if (!row) return fail(row.error());
    bool changes_count = true;
    if (*row) {
        const auto hash = to_array<32>(find->blob(1));
        if (!hash) return fail(Code::damaged, "a hash in ballots.db");
        const auto revision = static_cast<std::uint32_t>(find->integer(0));
        // Before the seal is asked: a device that never heard our receipt must get one.
        if (!ops::supersedes(ballot.revision, signed_ballot.hash, revision, *hash))
            return ops::BallotOutcome{signed_ballot.hash, Kind::known, {}};
        changes_count = find->integer(2) != ballot.choice;
    }
    if (incoming.rules.sealed_at && now >= *incoming.rules.sealed_at) return rejected(Code::closed);
    if (!incoming.rules.is_known) {
        auto unknown = database_.prepare("SELECT count(*) FROM ballot WHERE is_of_known_poll = 0");
        if (!unknown) return fail(unknown.error());
        const auto counted = unknown->step();
        if (!counted) return fail(counted.error());
        if (unknown->integer(0) >= kUnknownPollBallotsMax) return rejected(Code::not_found);
    }

    auto put = database_.prepare(
        "INSERT INTO ballot(poll, nullifier, revision, choice, channel, is_tallied,"
        " is_of_known_poll, hash, bytes) VALUES(?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET revision = ?3, choice = ?4, channel = ?5,"
        " is_tallied = is_tallied AND NOT ?9, is_of_known_poll = ?6, hash = ?7, bytes = ?8");
    if (!put) return fail(put.error());
    put->bind(1, ballot.poll).bind(2, BytesView{ballot.nullifier});
    put->bind(3, std::int64_t{ballot.revision}).bind(4, std::int64_t{ballot.choice});
    put->bind(5, static_cast<std::int64_t>(incoming.channel));
    put->bind(6, std::int64_t{incoming.rules.is_known}).bind(7, BytesView{signed_ballot.hash});
    put->bind(8, BytesView{signed_ballot.bytes}).bind(9, std::int64_t{changes_count});
    if (auto done = put->run(); !done) return fail(done.error());
    return ops::BallotOutcome{signed_ballot.hash, Kind::accepted, {}};
}

Result<std::vector<Id>> BallotBox::untallied() {
    auto find = database_.prepare("SELECT DISTINCT poll FROM ballot WHERE is_tallied = 0");
    if (!find) return fail(find.error());
    std::vector<Id> polls;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return polls;
        polls.push_back(find->id(0));
    }
}

Result<BallotBox::Count> BallotBox::count(const Id& poll) {
    auto find = database_.prepare(
        "SELECT choice, count(*), sum(is_tallied = 0) FROM ballot WHERE poll = ?1 GROUP BY choice");
    if (!find) return fail(find.error());
    find->bind(1, poll);
    Count result;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return result;
        const auto choice = static_cast<std::size_t>(find->integer(0));
        if (choice < result.by_choice.size())
            result.by_choice[choice] = static_cast<std::uint32_t>(find->integer(1));
        result.untallied += static_cast<std::uint32_t>(find->integer(2));
    }
}

Status BallotBox::mark_tallied(const Id& poll) {
    auto mark = database_.prepare(
        "UPDATE ballot SET is_tallied = 1, is_of_known_poll = 1 WHERE poll = ?1 AND is_tallied = "
        "0");
    if (!mark) return fail(mark.error());
    return mark->bind(1, poll).run();
}

TallyStep next_tally(const Id& poll, const PollRules& rules, const BallotBox::Count& count,
                     const std::optional<domain::Tally>& before, Instant now) {
    const bool is_sealed = rules.sealed_at && now >= *rules.sealed_at;
    domain::Tally tally;
    tally.poll = poll;
    tally.kind = rules.kind;
    tally.is_provisional = !is_sealed;
    tally.as_of = now;
    for (std::size_t choice = 1; choice <= choice_max(rules.kind); ++choice)
        tally.counts.push_back(count.by_choice[choice]);

    const std::uint32_t total = std::accumulate(tally.counts.begin(), tally.counts.end(), 0u);
    if (count.untallied >= domain::kTallyStep) {
        if (total >= domain::kTallyStep) return {true, tally};
        // So many took theirs back that too few are left to say anything.
        if (before) return {true, std::nullopt};
    }
    if (is_sealed && before && before->is_provisional) {
        tally = *before;
        tally.is_provisional = false;
        tally.as_of = now;
        return {true, tally};
    }
    return {};
}

}  // namespace qp::city::storage
