// SPDX-License-Identifier: EUPL-1.2
// What is published of polls, and what enrolled devices report.
#include <algorithm>

#include "tests/sim/world/ballot_rows.h"
#include "tests/sim/world/ledger.h"

namespace qp::sim {

void Ledger::check_tally(const std::string& machine, const domain::Tally& tally) {
    TableReader box{machine + "/ballots.db"};
    std::vector<std::uint32_t> counted(tally.counts.size());
    std::uint32_t total = 0;
    for (const auto& [key, ballot] : ballots_in(box)) {
        const std::size_t choice = ballot.second.choice;
        if (key.first != tally.poll || choice == 0) continue;
        ++total;
        if (choice <= counted.size()) ++counted[choice - 1];
    }
    if (counted != tally.counts || total != tally.total())
        violated("a tally differs from the ballots: " + tally.poll.hex());
}

// The city has it, or a newer one of the same person that has gone out instead.
bool Ledger::has_passed_on(const SavedBallot& ballot) const {
    const SeenBallot& seen = seen_.at(ballot.hash);
    return std::any_of(ballots_.begin(), ballots_.end(), [&](const SavedBallot& other) {
        const SeenBallot& newer = seen_.at(other.hash);
        return newer.poll == seen.poll && newer.nullifier == seen.nullifier &&
               newer.revision >= seen.revision &&
               (once_promised_ballots_.count(other.hash) != 0 ||
                refused_ballots_.count(other.hash) != 0);
    });
}

// "Drained" is a word on every ballot that was ever cast there, or left there for others.
void Ledger::check_drained(const std::string& device, const Id& poll) {
    for (const SavedBallot& ballot : ballots_) {
        const bool is_its_own = ballot.device == device && !ballot.is_excused;
        const auto held = held_.find(device);
        const bool is_left_there = held != held_.end() && held->second.count(ballot.hash) != 0;
        if (!is_its_own && !is_left_there) continue;
        if (seen_.at(ballot.hash).poll == poll && !has_passed_on(ballot))
            violated(device + " calls a poll drained and holds " + words_on(ballot.hash));
    }
}

// Whose word the city lacks, or has from before the close.
std::string Ledger::who_is_silent(const std::string& machine, const Id& poll, Instant closed_at) {
    std::map<ops::PublicKey, std::int64_t> reports;
    TableReader log{machine + "/operations.db"};
    log.each("SELECT author, poll, taken_at FROM drained", [&](TableReader& row) {
        if (row.id(1) == poll) reports[row.fixed<32>(0)] = row.integer(2);
    });
    std::string silent;
    for (const auto& [key, device] : enrolled_)
        if (reports.count(key) == 0 || reports[key] < ms(closed_at)) silent += " " + device;
    return silent;
}

// Every enrolled device has said, after the close, that nothing waits there any more; and what was
// cast where all clocks are right is counted.
void Ledger::check_final_tally(const std::string& machine, const domain::Tally& tally,
                               Instant closed_at) {
    const std::string silent = who_is_silent(machine, tally.poll, closed_at);
    if (!silent.empty()) violated(tally.poll.hex() + " is final without the word of" + silent);
    TableReader box{machine + "/ballots.db"};
    const Ballots held = ballots_in(box);
    std::uint32_t total = 0;
    for (const auto& [key, ballot] : held)
        total += key.first == tally.poll && ballot.second.choice != 0 ? 1 : 0;
    // Fewer than a step may be left out, so that they tell nothing of anybody.
    const std::uint32_t difference =
        total > tally.total() ? total - tally.total() : tally.total() - total;
    if (difference >= domain::kTallyStep)
        violated("a final tally differs from the ballots: " + tally.poll.hex());
    if (early_.count(machine) != 0) return;
    for (const SavedBallot& ballot : ballots_) {
        const SeenBallot& seen = seen_.at(ballot.hash);
        const bool is_enrolled =
            std::any_of(enrolled_.begin(), enrolled_.end(),
                        [&](const auto& one) { return one.second == ballot.device; });
        if (seen.poll != tally.poll || !is_enrolled || early_.count(ballot.device) != 0 ||
            restored_devices_.count(ballot.device) != 0)
            continue;
        const auto found = held.find({seen.poll, seen.nullifier});
        if (found == held.end() ||
            stands_before(seen, ballot.hash, found->second.second, found->second.first))
            violated("final, and without the ballot of a kiosk that was waited for: " +
                     words_on(ballot.hash));
    }
}

void Ledger::check_health(const std::string& machine, const std::set<ops::PublicKey>& keys,
                          bool in_order) {
    std::map<ops::PublicKey, Bytes> heard;
    TableReader log{machine + "/operations.db"};
    log.each("SELECT author, report FROM health", [&](TableReader& row) {
        const BytesView report = row.blob(1);
        heard[row.fixed<32>(0)] = Bytes(report.begin(), report.end());
    });
    for (const ops::PublicKey& key : keys) {
        const std::string& device = enrolled_[key];
        if (heard.count(key) == 0)
            violated("the city has not heard how " + device + " is");
        else if (in_order && !was_city_restored_ && restored_devices_.count(device) == 0 &&
                 heard[key] != last_health_[key])
            violated("the city goes by an old word on how " + device + " is");
    }
}

}  // namespace qp::sim
