// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/ballot_box.h"

#include <algorithm>
#include <numeric>

#include "sync/city/storage/ballot_box_schema.h"

namespace qp::city::storage {

namespace {

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
    auto database = store::Database::open(path, kBallotBoxMigrations);
    if (!database) return fail(database.error());
    BallotBox box{std::move(*database)};
    if (auto read = box.read_polls(); !read) return fail(read.error());
    return box;
}

Result<std::set<Id>> BallotBox::unsettled() {
    if (database_.has_changed_elsewhere())
        if (auto read = read_polls(); !read) return fail(read.error());
    return unsettled_;
}

Status BallotBox::read_polls() {
    unknown_.reset();
    auto find = database_.prepare("SELECT DISTINCT poll FROM ballot");
    if (!find) return fail(find.error());
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        unsettled_.insert(find->id(0));
    }
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
        if (!outcome) {
            unknown_.reset();
            return fail(outcome.error());
        }
        outcomes[i] = std::move(*outcome);
    }
    if (auto committed = transaction->commit(); !committed) {
        unknown_.reset();
        return fail(committed.error());
    }
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

    auto find =
        database_.prepare("SELECT revision, hash FROM ballot WHERE poll = ?1 AND nullifier = ?2");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, ballot.poll).bind(2, BytesView{ballot.nullifier}).step();
    if (!row) return fail(row.error());
    if (*row) {
        const auto hash = to_array<32>(find->blob(1));
        if (!hash) return fail(Code::damaged, "a hash in ballots.db");
        const auto revision = static_cast<std::uint32_t>(find->integer(0));
        // Before the seal is asked: a device that never heard our receipt must get one.
        if (!ops::supersedes(ballot.revision, signed_ballot.hash, revision, *hash))
            return ops::BallotOutcome{signed_ballot.hash, Kind::known, {}};
    }
    if (incoming.rules.sealed_at && now >= *incoming.rules.sealed_at) return rejected(Code::closed);
    if (!incoming.rules.is_known) {
        const auto may = may_take_unknown(ballot.poll, incoming.channel);
        if (!may) return fail(may.error());
        if (!*may) return ops::BallotOutcome{signed_ballot.hash, Kind::retry, {}};
    } else if (auto forgotten = forget_unknown(ballot.poll); !forgotten) {
        return fail(forgotten.error());
    }

    auto put = database_.prepare(
        "INSERT INTO ballot(poll, nullifier, revision, choice, channel, hash, bytes)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT DO UPDATE SET revision = ?3, choice = ?4, channel = ?5, hash = ?6, bytes = "
        "?7");
    if (!put) return fail(put.error());
    put->bind(1, ballot.poll).bind(2, BytesView{ballot.nullifier});
    put->bind(3, std::int64_t{ballot.revision}).bind(4, std::int64_t{ballot.choice});
    put->bind(5, static_cast<std::int64_t>(incoming.channel));
    put->bind(6, BytesView{signed_ballot.hash}).bind(7, BytesView{signed_ballot.bytes});
    if (auto done = put->run(); !done) return fail(done.error());
    unsettled_.insert(ballot.poll);
    return ops::BallotOutcome{signed_ballot.hash, Kind::accepted, {}};
}

Result<bool> BallotBox::may_take_unknown(const Id& poll, Channel channel) {
    if (!unknown_)
        if (auto counted = count_unknown(); !counted) return fail(counted.error());
    std::int64_t& held = unknown_->at(static_cast<std::size_t>(channel));
    if (held >= kUnknownPollBallotsMax) return false;
    ++held;
    auto note = database_.prepare("INSERT INTO unknown_poll VALUES(?1) ON CONFLICT DO NOTHING");
    if (!note) return fail(note.error());
    if (auto done = note->bind(1, poll).run(); !done) return fail(done.error());
    return true;
}

Status BallotBox::forget_unknown(const Id& poll) {
    auto forget = database_.prepare("DELETE FROM unknown_poll WHERE poll = ?1");
    if (!forget) return fail(forget.error());
    const Status forgotten = forget->bind(1, poll).run();
    if (forgotten && database_.changes() > 0) unknown_.reset();
    return forgotten;
}

// Between two of these, a later revision of a ballot counts once more: the bound is a rough one.
Status BallotBox::count_unknown() {
    auto count = database_.prepare(
        "SELECT channel, count(*) FROM unknown_poll JOIN ballot ON ballot.poll = unknown_poll.poll"
        " GROUP BY channel");
    if (!count) return fail(count.error());
    std::array<std::int64_t, 2> held{};
    for (;;) {
        const auto row = count->step();
        if (!row) return fail(row.error());
        if (!*row) break;
        const auto channel = static_cast<std::size_t>(count->integer(0));
        if (channel < held.size()) held[channel] = count->integer(1);
    }
    unknown_ = held;
    return {};
}

Result<BallotBox::Count> BallotBox::count(const Id& poll) {
    auto find =
        database_.prepare("SELECT choice, count(*) FROM ballot WHERE poll = ?1 GROUP BY choice");
    if (!find) return fail(find.error());
    find->bind(1, poll);
    Count result{};
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return result;
        const auto choice = static_cast<std::size_t>(find->integer(0));
        if (choice < result.size()) result[choice] = static_cast<std::uint32_t>(find->integer(1));
    }
}

Result<bool> BallotBox::tidy() {
    auto done = database_.run("VACUUM");
    if (done) done = database_.checkpoint();
    if (done) return true;
    if (done.error().code == Code::timeout) return false;
    return fail(done.error());
}

namespace {

// The fewest people whose acts explain the difference: each adds at most one to one count and takes
// at most one from another. Where no breakdown was published, nobody can see more than the totals.
std::uint32_t people_between(const domain::Tally& before, const domain::Tally& now) {
    if (before.counts.empty()) {
        const std::uint32_t was = before.total();
        const std::uint32_t is = now.total();
        return is > was ? is - was : was - is;
    }
    std::uint32_t more = 0;
    std::uint32_t fewer = 0;
    for (std::size_t i = 0; i < std::min(now.counts.size(), before.counts.size()); ++i) {
        if (now.counts[i] > before.counts[i]) more += now.counts[i] - before.counts[i];
        if (now.counts[i] < before.counts[i]) fewer += before.counts[i] - now.counts[i];
    }
    return std::max(more, fewer);
}

}  // namespace

TallyStep next_tally(const Id& poll, const PollRules& rules, bool is_drained,
                     const BallotBox::Count& count, const std::optional<domain::Tally>& before,
                     Instant now) {
    const bool is_sealed = rules.sealed_at && now >= *rules.sealed_at;
    const bool is_closed = rules.closes_at && now >= *rules.closes_at;
    const bool is_final = is_sealed || (is_closed && is_drained);
    if (rules.reveals_at && now < *rules.reveals_at) return {};
    domain::Tally tally;
    tally.poll = poll;
    tally.kind = rules.kind;
    tally.is_provisional = !is_final;
    tally.as_of = now;
    for (std::size_t choice = 1; choice <= choice_max(rules.kind); ++choice)
        tally.counts.push_back(count[choice]);
    const std::uint32_t total = tally.total();
    const std::uint32_t people = before ? people_between(*before, tally) : total;
    if (!domain::may_show_breakdown(tally.counts) && rules.kind == domain::PollKind::thesis) {
        tally.counts.clear();
        tally.without_breakdown = total;
    }

    const bool becomes_final = is_final && before && before->is_provisional;
    // A live session's counts stand as they were revealed, until the late ones are complete.
    const bool may_move = !rules.reveals_at || !before || becomes_final;
    if (may_move && people >= domain::kTallyStep) {
        if (total >= domain::kTallyStep) return {true, tally};
        // So many took theirs back that too few are left to say anything.
        if (before) return {true, std::nullopt};
    }
    if (becomes_final) {
        tally = *before;
        tally.is_provisional = false;
        tally.as_of = now;
        return {true, tally};
    }
    return {};
}

}  // namespace qp::city::storage
