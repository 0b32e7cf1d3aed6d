// SPDX-License-Identifier: EUPL-1.2
// What was promised to whom, kept outside of the system: what a resident read as saved, what the
// city signed for, which ballots count. A naive model to hold the machines against; every broken
// promise becomes a sentence in violations().
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/domain/mood_session.h"
#include "core/ops/ballot.h"
#include "core/ops/chain.h"
#include "core/ops/receipt.h"

namespace qp::sim {

// The words of a simulated idea begin like this, so that they are found in any file.
inline constexpr const char* kSecretWord = "Geheim";
inline constexpr std::size_t kSecretBytes = 25;

struct SavedOperation {
    std::string device;
    std::set<ops::Hash> headers;  // several only where a restored disk has said it twice
    bool is_excused = false;      // the disk that held it was put back to an earlier state
    bool is_refused = false;      // a person has to be able to see that
    std::uint64_t turn = 0;       // how much had been said before it
};
struct SavedBallot {
    std::string device;
    ops::Hash hash{};
    bool is_excused = false;
    std::uint64_t turn = 0;
};
struct SeenBallot {
    Id poll;
    ops::Nullifier nullifier{};
    std::uint32_t revision = 0;
    std::uint8_t choice = 0;
};
using Ballots = std::map<std::pair<Id, ops::Nullifier>, std::pair<ops::Hash, SeenBallot>>;

class Ledger {
public:
    // A resident read "saved".
    void saved(const std::string& device, BytesView batch, const ops::City& city);
    void cast(const std::string& device, const ops::Hash& hash, BytesView ballot);
    // The power went while something was being saved: nobody read "saved", and it may be there.
    void maybe_saved() { ++maybe_; }

    // The words of a saved idea, and that its author has taken it back.
    void wrote(const Id& idea, const std::string& words) { texts_[words] = idea; }
    void took_back(const std::string& device, const Id& idea) {
        taken_back_[idea] = {device, ++turn_};
    }
    // What no file of anybody else may hold once all has arrived.
    std::set<std::string> erased_words() const;

    // A ballot reached the city.
    void seen(const ops::Hash& hash, BytesView ballot);
    // The city signed this and let it go.
    void promised(const ops::PushReceipt& receipt);
    // `is_sealed`: whether a poll takes no more ballots, by the city's clock and what is public.
    void promised(const ops::BallotReceipt& receipt,
                  const std::function<bool(const Id& poll)>& is_sealed);
    // An innovator, who has enrolled this key, read "saved" of what they tell of their project.
    void may_tell(const ops::PublicKey& innovator) { innovators_.insert(innovator); }
    void told(const Id& update, const std::string& title) { told_[update] = title; }
    // A kiosk or stand that the city waits for before counts become final.
    void enrolled(const std::string& device, const ops::PublicKey& key) { enrolled_[key] = device; }
    // From now on its word on a closed poll may be early: its clock, or the city's, has jumped.
    void may_speak_early(const std::string& machine) { early_.insert(machine); }
    // An editor read that it is public now.
    void published(const Id& idea) { published_.insert(idea); }
    void published_update(const Id& update) { published_updates_.insert(update); }
    // A relay signed that it keeps this.
    void held(const std::string& relay, const ops::Hash& hash) { held_[relay].insert(hash); }
    const std::set<ops::Hash>& held_at(const std::string& relay) { return held_[relay]; }
    // Its disk was put back to when it had signed for these alone. Whoever left something there
    // since then still has it, and leaves it there or elsewhere again.
    void relay_restored(const std::string& relay, const std::set<ops::Hash>& held) {
        held_[relay] = held;
        device_restored(relay);
    }
    // The city's backup, older than some promises, came back: devices have to keep those now.
    void city_restored();
    // A device's disk was put back: what it had saved since then and not passed on is gone.
    void device_restored(const std::string& device) { device_lost(device, 0); }
    // The same of what it has saved since then: its disk had not written it down.
    void device_lost(const std::string& device, std::uint64_t since_turn);
    std::uint64_t turn() const { return turn_; }
    // Another one is a copy of it: what either says next, the other may say as well.
    void device_copied(const std::string& device) { restored_devices_.insert(device); }

    // Against the files of the city, while it runs.
    void check_city(const std::string& machine);
    // Against a device's file: whatever was saved there is there, or promised.
    void check_device(const std::string& machine);
    // Against a relay's files.
    void check_relay(const std::string& machine);
    // After healing: everything saved is in the city, once, and counted as the model counts.
    void check_all_arrived(const std::string& city_machine);
    // A tally the city has just published, against its ballots.
    void check_tally(const std::string& city_machine, const domain::Tally& tally);
    // One that it has just called final before the poll's seal.
    void check_final_tally(const std::string& city_machine, const domain::Tally& tally,
                           Instant closed_at);
    std::string who_is_silent(const std::string& city_machine, const Id& poll, Instant closed_at);
    // After healing: the city has heard what each of these devices says of itself. `in_order`: what
    // was said last came last.
    void check_health(const std::string& city_machine, const std::set<ops::PublicKey>& keys,
                      bool in_order);

    void violated(std::string what) {
        if (violations_.size() < 20) violations_.push_back(std::move(what));
    }
    const std::vector<std::string>& violations() const { return violations_; }
    std::size_t operations() const { return operations_.size(); }
    std::size_t ballots() const { return ballots_.size(); }
    std::size_t promises() const { return promised_.size() + promised_ballots_.size(); }

private:
    void refused(const ops::OpKey& key, const std::string& code);
    void check_drained(const std::string& device, const Id& poll);
    // What a device has reported of itself it does not repeat to a city that was restored.
    bool is_said_anew(const ops::OpKey& key) const {
        return was_city_restored_ && enrolled_.count(key.author) != 0;
    }
    bool stands_on_fork(const ops::OpKey& key, const SavedOperation& operation) const;
    bool has_passed_on(const SavedBallot& ballot) const;
    std::string words_on(const ops::Hash& hash) const;
    void check_ballots(const std::string& city_machine);
    void check_ideas(const std::string& city_machine);
    void check_updates(const std::string& city_machine);

    std::map<std::string, Id> texts_;
    std::map<Id, std::pair<std::string, std::uint64_t>> taken_back_;  // and where, in which turn
    std::uint64_t turn_ = 0;
    std::map<ops::OpKey, SavedOperation> operations_;
    std::vector<SavedBallot> ballots_;
    std::map<ops::Hash, SeenBallot> seen_;
    std::map<ops::OpKey, std::uint64_t> promised_;  // and the number that the city gave it
    std::set<ops::Hash> promised_ballots_;
    std::set<ops::Hash> once_promised_ballots_;        // also by a city that has lost them since
    std::map<std::string, std::set<ops::Hash>> held_;  // by relay
    std::map<ops::Hash, ops::OpKey> batches_;          // by their hash, as relays name them
    std::set<ops::OpKey> erased_;                      // as the city has told whoever asked
    std::set<ops::Hash> refused_ballots_;
    std::set<Id> published_;
    std::set<ops::PublicKey> innovators_;
    std::map<Id, std::string> told_;  // titles of updates, each another
    std::set<Id> published_updates_;
    std::set<std::string> restored_devices_;
    std::map<ops::PublicKey, std::string> enrolled_;
    std::set<std::string> early_;
    std::map<ops::PublicKey, Bytes> last_health_;
    bool was_city_restored_ = false;
    std::uint64_t maybe_ = 0;
    std::vector<std::string> violations_;
};

}  // namespace qp::sim
