// SPDX-License-Identifier: EUPL-1.2
// Sync as a state machine: decides what to ask the city next and what an answer means. It does no
// I/O, asks no clock, and one thread owns it. A carrier (libcurl on a kiosk, fetch in a browser,
// the simulator) takes requests to the city and brings answers, or says that none came.
//
//     while (auto request = *replica.next(clock.now()))
//         replica.on_answer(carrier.exchange(*request), clock.now());
//     wait_until(replica.wake_at(clock.now()));  // or until somebody saved or the city called
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/instant.h"
#include "core/base/ports.h"
#include "core/base/result.h"
#include "core/replica/city_clock.h"
#include "core/replica/exchange.h"
#include "core/replica/hand_lane.h"
#include "core/replica/options.h"
#include "core/store/content.h"
#include "core/store/local.h"

namespace qp::replica {

// For the one honest line on sync.
struct SyncState {
    bool has_link = false;       // the last exchange reached the city, or a relay of it
    bool is_looking = false;     // none has ended since the start: nobody knows of a link yet
    std::uint32_t waiting = 0;   // contributions without the city's receipt
    std::uint32_t at_relay = 0;  // of these, those that a relay keeps as well
    std::uint32_t refused = 0;
    std::optional<Instant> last_contact;  // kept over restarts, to about five minutes
    bool has_content = false;             // a first pull or snapshot is complete
    // How far this device's clock is ahead of the city's (negative: behind), where it is off by
    // more than kClockOffMin; as the last answer since the start told it.
    std::optional<Milliseconds> clock_ahead = std::nullopt;
    bool operator==(const SyncState&) const = default;

    // That there is none is said only once it is known.
    bool may_have_link() const { return has_link || is_looking; }
};

// What came of a return that was carried here by hand.
struct TakenReturn {
    std::uint32_t receipts = 0;  // that the city signed and that count
    bool is_older = false;       // than what is held already: no content was taken
    bool has_taken_content = false;
};

class Replica {
public:
    // All must outlive it.
    Replica(store::Content& content, store::Local& local, Random& random, Options options);
    Replica(Replica&&) noexcept;
    ~Replica();

    // What to send now; at most one request is out at a time. Order: city keys, operations, ballots
    // (never in one flight with operations: a drawn delay lies between, unless the poll is live),
    // content. Nothing while an answer is awaited or when it is not yet time. A retry is byte for
    // byte what went out before. Errors are the store's; the lane concerned rests like after a
    // failure.
    Result<std::optional<Request>> next(Instant now);
    // When to ask `next` again at the latest; `now` where it has something. Ask after each change.
    Instant wake_at(Instant now);

    // Only a receipt signed by a listed city key is an ack; anything else, a 200 with HTML
    // included, is not_a_receipt: nothing stored changes and the back-off starts. Unset: none came
    // (no link, too late, cut off). For Lane::snapshot only failures come this way. A relay's
    // receipt marks what it keeps (Delivery::at_relay) and is asked again; the city's receipts in
    // it are acks.
    Status on_answer(const std::optional<Answer>& answer, Instant now);
    // The answer to Lane::snapshot: a file whose hash and signature the carrier has checked
    // (ops::verify_snapshot). Its changes replace what is held; until then that stays visible.
    Status take_snapshot(store::Content& snapshot, Instant now);

    // Operations that wait for a receipt, as one push for somebody else to bring while this sleeps
    // (a browser's background sync). Unset: none waits, or the city's keys are not known. Changes
    // nothing, and the answer is not heard: they are sent again, and received as the first time.
    // Never ballots: each keeps to its own drawn delay, or the hour would tell whose it is.
    Result<std::optional<Request>> copy_of_waiting();

    // By hand, for a kiosk without a network. Everything without the city's receipt, as one file
    // after the other; none where nothing waits. Changes nothing but the number that counts them: a
    // bundle is no ack. unavailable: the city's keys are not known yet (a return brings them);
    // bad_argument: no Options::enrolled; and the errors of `write`.
    Status pack_bundles(Instant now, const WriteBundle& write);
    // A return (ops::decode_return with city_keys()), and its snapshot: a file whose hash has been
    // checked, or null where it is not there. Content is never replaced by older content. refused:
    // it is for another kiosk; bad_argument: it lacks scopes that this kiosk shows.
    Result<TakenReturn> take_return(const ops::ReturnBundle& bundle, store::Content* snapshot);
    // The version of the return whose content was taken last; 0: none so far.
    Result<std::uint64_t> return_version();

    // A relay: the city has signed for ballots that it carries, and polls may be drained by now.
    Status passed_on_ballots(Instant now);
    // A relay: what should be a receipt of the city is by no key that is known here. The list is
    // fetched before anything else.
    void city_keys_may_be_old();
    // Somebody saved something: it goes out at once, or as soon as the back-off's shortest wait
    // allows.
    void saved_something();
    // The city says that something changed (or can be heard again): pull at once.
    void city_changed();
    // This device's own clock was set, by so much.
    void clock_was_set(Milliseconds by);

    Result<SyncState> state();
    // Grows when content changed: screens read again.
    std::uint64_t changes_taken() const;
    // The list in use, for checking a snapshot. Null until there is one.
    Result<const ops::CityKeys*> city_keys();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::replica
