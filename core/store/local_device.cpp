// SPDX-License-Identifier: EUPL-1.2
// What a kiosk or relay says for itself, in a chain that lasts.
#include "core/ops/payloads.h"
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

constexpr std::int64_t kDayMs = 86400000;

// The poll stands in a ballot's bytes behind suite and city (sync/protocol/README.md).
Result<Local::BallotCounts> ballots_of(Database& database, const Local::ClosedPoll& closed) {
    auto count = database.prepare(
        "SELECT sum(state = 0), sum(state = 1) FROM ballots WHERE substr(ballot, 18, 16) = ?1");
    if (!count) return fail(count.error());
    auto row = count->bind(1, closed.poll).step();
    if (!row) return fail(row.error());
    const auto& carried = closed.carried;
    return Local::BallotCounts{static_cast<std::uint64_t>(count->integer(0)) + carried.waiting,
                               static_cast<std::uint64_t>(count->integer(1)) + carried.passed_on};
}

Result<bool> must_report(Database& database, const Local::ClosedPoll& closed,
                         std::uint64_t passed_on, std::int64_t today) {
    auto find = database.prepare("SELECT ballots, day FROM drained WHERE poll = ?1");
    if (!find) return fail(find.error());
    auto row = find->bind(1, closed.poll).step();
    if (!row) return fail(row.error());
    if (!*row) return true;
    const bool has_said = static_cast<std::uint64_t>(find->integer(0)) == passed_on;
    return !has_said || (closed.again && find->integer(1) != today);
}

Status note_report(Database& database, const Id& poll, std::uint64_t ballots, std::int64_t today) {
    auto note = database.prepare(
        "INSERT INTO drained(poll, ballots, day) VALUES(?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET ballots = ?2, day = ?3");
    if (!note) return fail(note.error());
    return note->bind(1, poll).bind(2, ballots).bind(3, today).run();
}

Result<bool> is_refused_as_fork(Database& database, const ops::PublicKey& author,
                                const ops::Epoch& epoch) {
    auto find = database.prepare(
        "SELECT 1 FROM outbox WHERE author = ?1 AND epoch = ?2 AND state = 2 AND code = ?3");
    if (!find) return fail(find.error());
    return find->bind(1, author).bind(2, epoch).bind(3, name(Code::conflict)).step();
}

// As far as it has got, or a new one: at first, with another key, and after a fork.
Result<ops::ChainState> device_chain(Database& database, const ops::City& city,
                                     const ops::PublicKey& author, Random& random) {
    auto find = database.prepare("SELECT epoch, seq, head FROM device_chain WHERE author = ?1");
    if (!find) return fail(find.error());
    auto row = find->bind(1, author).step();
    if (!row) return fail(row.error());
    if (!*row) return ops::new_chain(city, author, random);
    const auto epoch = to_array<8>(find->blob(0));
    const auto head = to_array<32>(find->blob(2));
    if (!epoch || !head) return fail(Code::damaged, "the device's own chain");
    const ops::ChainState chain{*epoch, static_cast<std::uint32_t>(find->integer(1)), *head};
    const auto forked = is_refused_as_fork(database, author, *epoch);
    if (!forked) return fail(forked.error());
    if (!*forked) return chain;
    // Whatever was said in it may never have arrived.
    if (auto forgotten = database.run("DELETE FROM drained"); !forgotten)
        return fail(forgotten.error());
    return ops::new_chain(city, author, random);
}

Status keep_chain(Database& database, const ops::PublicKey& author, const ops::ChainState& chain) {
    auto keep = database.prepare(
        "INSERT INTO device_chain(one, author, epoch, seq, head) VALUES(1, ?1, ?2, ?3, ?4)"
        " ON CONFLICT DO UPDATE SET author = ?1, epoch = ?2, seq = ?3, head = ?4");
    if (!keep) return fail(keep.error());
    return keep->bind(1, author).bind(2, chain.epoch).bind(3, chain.seq).bind(4, chain.head).run();
}

}  // namespace

Result<std::uint32_t> Local::report_drained(const ops::KeyPair& device,
                                            const std::optional<ops::ServerEpoch>& epoch,
                                            const std::vector<ClosedPoll>& polls) {
    // On a full disk this waits: ballots and ideas come first.
    if (polls.empty() || !impl_->refuse_when_full()) return 0;
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    const ops::CityKeys& city = **known;
    const Instant now = impl_->clock.now();
    const std::int64_t today = ms(now) / kDayMs;
    Database& database = impl_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    auto chain = device_chain(database, city.city, device.public_key(), impl_->random);
    if (!chain) return fail(chain.error());
    std::uint32_t queued = 0;
    for (const ClosedPoll& closed : polls) {
        const auto ballots = ballots_of(database, closed);
        if (!ballots) return fail(ballots.error());
        if (ballots->waiting > 0) continue;
        const auto must = must_report(database, closed, ballots->passed_on, today);
        if (!must) return fail(must.error());
        if (!*must) continue;
        const ops::PollDrained report{closed.poll, ballots->passed_on, epoch};
        auto made = ops::report_as_device(
            city, device, *chain, {report.kType, 1, ops::encode(report)}, now, impl_->random);
        if (!made) return fail(made.error());
        if (auto stored = queue(impl_->database, *made); !stored) return fail(stored.error());
        if (auto noted = note_report(database, closed.poll, report.ballots, today); !noted)
            return fail(noted.error());
        *chain = made->chain;
        ++queued;
    }
    if (queued == 0) return 0;
    if (auto kept = keep_chain(database, device.public_key(), *chain); !kept)
        return fail(kept.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return queued;
}

std::uint64_t Local::free_bytes() {
    return impl_->room.free_bytes();
}

Result<bool> Local::report_health(const ops::KeyPair& device, const ops::KioskHealth& health) {
    if (!impl_->refuse_when_full()) return false;
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    const ops::CityKeys& city = **known;
    Database& database = impl_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    const auto chain = device_chain(database, city.city, device.public_key(), impl_->random);
    if (!chain) return fail(chain.error());
    auto made = ops::report_as_device(city, device, *chain, {health.kType, 1, ops::encode(health)},
                                      impl_->clock.now(), impl_->random);
    if (!made) return fail(made.error());
    if (auto stored = queue(impl_->database, *made); !stored) return fail(stored.error());
    if (auto kept = keep_chain(database, device.public_key(), made->chain); !kept)
        return fail(kept.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return true;
}

}  // namespace qp::store
