// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/replica.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "core/replica/ballot_lane.h"
#include "core/replica/blob_lane.h"
#include "core/replica/city_clock.h"
#include "core/replica/city_lane.h"
#include "core/replica/city_memory.h"
#include "core/replica/drain_reports.h"
#include "core/replica/health_reports.h"
#include "core/replica/pause.h"
#include "core/replica/pull_lane.h"
#include "core/replica/push_lane.h"

namespace qp::replica {
namespace {

// A carrier has its own deadline; this only keeps wake_at from being "never".
constexpr Milliseconds kAwaitingAnswer = std::chrono::minutes{1};

// Who is asked first. The snapshot is the pull lane's.
constexpr std::array kInTurn{Lane::city, Lane::push, Lane::ballots, Lane::blobs, Lane::pull};
// A photo has many pieces, and what the city has published does not wait for all of them.
constexpr std::array kAfterAPhoto{Lane::city, Lane::push, Lane::ballots, Lane::pull, Lane::blobs};

// A proxy may swallow what is posted and let the rest pass: that must not keep content away.
constexpr std::array kAfterSilence{Lane::city, Lane::pull, Lane::push, Lane::ballots, Lane::blobs};

// Content and its snapshot are one matter: they rest together.
Lane resting_place(Lane lane) {
    return lane == Lane::snapshot ? Lane::pull : lane;
}

}  // namespace

struct Replica::Impl {
    store::Content& content;
    store::Local& local;
    Random& random;
    const Options options;
    CityLane city;
    PushLane push;
    BallotLane ballots;
    BlobLane blobs;
    PullLane pull;
    HandLane hand;
    CityMemory memory;
    CityClock clock;
    BackOff link;  // no answer at all
    std::array<BackOff, kLaneCount> rest;
    std::optional<Lane> out;  // the request that awaits its answer
    Lane last = Lane::city;
    bool was_silent = false;  // no answer came to what was sent last, and it was not a pull
    bool has_link = false;
    bool is_looking = true;
    bool is_hurried = false;

    Impl(store::Content& a_content, store::Local& a_local, Random& a_random, Options the_options)
        : content{a_content},
          local{a_local},
          random{a_random},
          options{std::move(the_options)},
          city{local, options},
          push{local, random, options},
          ballots{local, random, options},
          blobs{local, random, options},
          pull{content, options},
          hand{local, random, options},
          memory{local},
          link{options.retry_min, options.retry_max},
          rest{back_off(), back_off(), back_off(), back_off(), back_off(), back_off()} {}

    BackOff back_off() const { return BackOff{options.retry_min, options.retry_max}; }
    BackOff& rest_of(Lane lane) { return rest[static_cast<std::size_t>(resting_place(lane))]; }

    std::optional<Instant> due_at(Lane lane, bool has_keys, Instant now) const;
    Result<std::optional<Request>> make(Lane lane, const ops::CityKeys* keys, Instant now);
    Status take(Lane lane, const Answer& answer, Instant now);
    Status note_epoch(const ops::ServerEpoch& epoch);
    Result<bool> take_carried(const ops::ReturnBundle& bundle, store::Content& snapshot,
                              bool is_same_epoch);
    Status report_drained(Instant now);
    Status report_health(Instant now);
    void reached_city(Lane lane, Instant now);
    Status failed(Lane lane, Error error, Instant now, Milliseconds at_least);
};

std::optional<Instant> Replica::Impl::due_at(Lane lane, bool has_keys, Instant now) const {
    switch (lane) {
        case Lane::city:
            return city.due_at(now);
        case Lane::push:
            return has_keys ? push.due_at(now) : std::nullopt;
        case Lane::ballots:
            return has_keys ? ballots.due_at(now) : std::nullopt;
        case Lane::blobs:
            return has_keys ? blobs.due_at(now) : std::nullopt;
        case Lane::pull:
            // A snapshot is checked with the city's keys; those come first in any case.
            return has_keys ? std::optional<Instant>{pull.due_at(now)} : std::nullopt;
        case Lane::snapshot:
            return std::nullopt;  // the pull lane asks for it
    }
    return std::nullopt;
}

Result<std::optional<Request>> Replica::Impl::make(Lane lane, const ops::CityKeys* keys,
                                                   Instant now) {
    switch (lane) {
        case Lane::city:
            return std::optional<Request>{city.make()};
        case Lane::push:
            return push.make(*keys, now);
        case Lane::ballots:
            return ballots.make(*keys, now);
        case Lane::blobs:
            return blobs.make(*keys, now);
        case Lane::pull:
        case Lane::snapshot:
            break;
    }
    auto request = pull.make();
    if (!request) return fail(request.error());
    return std::optional<Request>{std::move(*request)};
}

Status Replica::Impl::take(Lane lane, const Answer& answer, Instant now) {
    if (lane == Lane::city) return city.take(answer, now);
    if (lane == Lane::snapshot) {
        // Somebody answers, but has none: the pages hold the same, and come next.
        if (answer.status >= 400 && answer.status < 500) {
            pull.no_snapshot();
            return {};
        }
        return fail(Code::unavailable, "snapshot: status " + std::to_string(answer.status));
    }
    if (lane == Lane::pull) {
        const auto page = pull.read_page(answer);
        if (!page) return fail(page.error());
        // Before its changes: where content can no longer be stored, what people said here must
        // still go to a city that has forgotten it.
        if (auto noted = note_epoch(page->server_epoch); !noted) return noted;
        if (auto stored = pull.take_page(*page, now); !stored) return stored;
        if (auto reported = report_health(now); !reported) return reported;
        return report_drained(now);
    }
    auto keys = city.keys();
    if (!keys) return fail(keys.error());
    assert(*keys);
    if (lane == Lane::blobs) {
        const bool is_beginning = blobs.is_beginning();
        const auto epoch = blobs.take(answer, **keys);
        if (!epoch) return fail(epoch.error());
        // Once a photo: its pieces come so close that ballots would never get their turn.
        if (is_beginning) ballots.keep_away(now);
        return note_epoch(*epoch);
    }
    const auto known = memory.server_epoch();
    if (!known) return fail(known.error());
    const auto epoch = lane == Lane::push ? push.take(answer, **keys, *known, now)
                                          : ballots.take(answer, **keys, *known, now);
    // The city may have a new key that this list does not name.
    const bool wants_keys = lane == Lane::push ? push.wants_keys() : ballots.wants_keys();
    if (wants_keys || (!epoch && epoch.error().code == Code::not_a_receipt)) city.ask_again();
    if (!epoch) return fail(epoch.error());
    if (lane == Lane::push) {
        ballots.keep_away(now);
        blobs.wake();  // photos of what has just been received
    } else {
        push.keep_away(now);
        blobs.keep_away(now);
    }
    if (*epoch)
        if (auto noted = note_epoch(**epoch); !noted) return noted;
    return lane == Lane::ballots ? report_drained(now) : Status{};
}

Status Replica::Impl::report_drained(Instant now) {
    const auto epoch = memory.server_epoch();
    if (!epoch) return fail(epoch.error());
    const auto has_reported = report_drained_polls(content, local, options, *epoch, now);
    if (!has_reported) return fail(has_reported.error());
    if (*has_reported) push.wake();
    return {};
}

Status Replica::Impl::report_health(Instant now) {
    const auto pulled = pull.settled_cursor();
    if (!pulled) return fail(pulled.error());
    const auto has_reported = replica::report_health(local, options, *pulled, now);
    if (!has_reported) return fail(has_reported.error());
    if (*has_reported) push.wake();
    return {};
}

// A city restored from a backup may have forgotten what it signed for.
Status Replica::Impl::note_epoch(const ops::ServerEpoch& epoch) {
    auto known = memory.server_epoch();
    if (!known) return fail(known.error());
    if (*known == epoch) return {};
    if (*known) {
        if (auto resent = local.resend_all(); !resent) return resent;
        if (auto forgotten = forget_health(local); !forgotten) return forgotten;
        push.wake();
        ballots.wake();
        blobs.wake();
    }
    // Only now: a crash before this line sends once more than needed, never once less.
    return memory.set_server_epoch(epoch);
}

void Replica::Impl::reached_city(Lane lane, Instant now) {
    link.succeeded();
    // Only a page proves that the cursor of a snapshot is served: if not, each costs a longer rest.
    if (lane != Lane::snapshot) rest_of(lane).succeeded();
    has_link = true;
    memory.reached_city(now);
}

Status Replica::Impl::failed(Lane lane, Error error, Instant now, Milliseconds at_least) {
    rest_of(lane).failed(now, random, at_least);
    return fail(std::move(error));
}

Replica::Replica(store::Content& content, store::Local& local, Random& random, Options options)
    : impl_{std::make_unique<Impl>(content, local, random, std::move(options))} {}
Replica::Replica(Replica&&) noexcept = default;
Replica::~Replica() = default;

Result<std::optional<Request>> Replica::next(Instant now) {
    Impl& self = *impl_;
    if (self.out) return std::nullopt;
    if (std::exchange(self.is_hurried, false)) {
        self.link.hurry(now);
        for (BackOff& rest : self.rest) rest.hurry(now);
    }
    if (!self.link.is_over(now)) return std::nullopt;
    auto keys = self.city.keys();
    if (!keys) return fail(keys.error());
    for (const Lane lane : self.was_silent            ? kAfterSilence
                           : self.last == Lane::blobs ? kAfterAPhoto
                                                      : kInTurn) {
        const auto due = self.due_at(lane, *keys != nullptr, now);
        if (!due || *due > now || !self.rest_of(lane).is_over(now)) continue;
        auto request = self.make(lane, *keys, now);
        if (!request) {
            self.rest_of(lane).failed(now, self.random);
            return request;
        }
        if (!*request) continue;
        self.out = self.last = (*request)->lane;
        return request;
    }
    return std::nullopt;
}

Instant Replica::wake_at(Instant now) {
    Impl& self = *impl_;
    if (self.out) return now + kAwaitingAnswer;
    if (self.is_hurried) return now;
    const auto keys = self.city.keys();
    // Another city's file: nothing will mend that but a person.
    if (!keys) return now + self.options.pull_every;
    Instant wake = now + self.options.city_every;
    for (const Lane lane : kInTurn) {
        if (const auto due = self.due_at(lane, *keys != nullptr, now))
            wake = std::min(wake, std::max(*due, self.rest_of(lane).over_at(now)));
    }
    return std::max(wake, self.link.over_at(now));
}

Status Replica::on_answer(const std::optional<Answer>& answer, Instant now) {
    Impl& self = *impl_;
    if (!self.out) return fail(Code::bad_argument, "an answer to nothing");
    const Lane lane = *std::exchange(self.out, std::nullopt);
    self.was_silent = !answer && resting_place(lane) != Lane::pull;
    self.is_looking = false;
    if (!answer) {
        self.has_link = false;
        self.link.failed(now, self.random);
        return {};
    }
    if (auto taken = self.take(lane, *answer, now); !taken) {
        // The city's own "start anew" is an answer like any other.
        if (taken.error().code == Code::too_old && lane == Lane::pull) {
            self.link.succeeded();
            // Only once at once: a city that says it to everything is not asked in a loop.
            self.rest_of(lane).failed(now, self.random);
            return {};
        }
        self.has_link = false;
        self.link.succeeded();
        return self.failed(lane, taken.error(), now, answer->retry_after);
    }
    // No snapshot is no proof of who says so.
    if (lane == Lane::snapshot) return {};
    self.reached_city(lane, now);
    // The list of keys may come out of a proxy's store, with the date of then.
    if (lane != Lane::city) self.clock.heard(answer->date, now);
    return {};
}

Status Replica::take_snapshot(store::Content& snapshot, Instant now) {
    Impl& self = *impl_;
    if (self.out != Lane::snapshot) return fail(Code::bad_argument, "a snapshot nobody asked for");
    self.out.reset();
    if (auto taken = self.pull.take_snapshot(snapshot); !taken)
        return self.failed(Lane::snapshot, taken.error(), now, Milliseconds{0});
    self.reached_city(Lane::snapshot, now);
    return {};
}

Status Replica::pack_bundles(Instant now, const WriteBundle& write) {
    auto keys = impl_->city.keys();
    if (!keys) return fail(keys.error());
    if (!*keys) return fail(Code::unavailable, "no city keys yet");
    return impl_->hand.pack(**keys, now, write);
}

// False: what is held is newer.
Result<bool> Replica::Impl::take_carried(const ops::ReturnBundle& bundle, store::Content& snapshot,
                                         bool is_same_epoch) {
    for (const std::string& scope : options.scopes)
        if (std::find(bundle.scopes.begin(), bundle.scopes.end(), scope) == bundle.scopes.end())
            return fail(Code::bad_argument, "a return without the scope " + scope);
    const auto is_ahead = pull.is_ahead_of(snapshot);
    if (!is_ahead) return fail(is_ahead.error());
    if (is_same_epoch && *is_ahead) return false;
    if (auto taken = pull.take_snapshot(snapshot); !taken) return fail(taken.error());
    if (auto stored = hand.set_version(bundle.version); !stored) return fail(stored.error());
    return true;
}

Result<TakenReturn> Replica::take_return(const ops::ReturnBundle& bundle,
                                         store::Content* snapshot) {
    Impl& self = *impl_;
    if (!self.options.enrolled || self.options.enrolled->public_key() != bundle.kiosk)
        return fail(Code::refused, "a return for another kiosk");
    if (auto offered = self.city.offer(bundle.keys);
        !offered && offered.error().code != Code::too_old)
        return fail(offered.error());
    const auto keys = self.city.keys();
    if (!keys) return fail(keys.error());
    const auto version = self.hand.version();
    if (!version) return fail(version.error());
    const auto known = self.memory.server_epoch();
    if (!known) return fail(known.error());

    TakenReturn taken;
    taken.is_older = bundle.version <= *version;
    const bool is_same_epoch = *known == bundle.server_epoch;
    if (!taken.is_older)
        if (auto noted = self.note_epoch(bundle.server_epoch); !noted) return fail(noted.error());
    if (is_same_epoch || !taken.is_older) {
        const auto marked = self.hand.mark(bundle, **keys, bundle.server_epoch);
        if (!marked) return fail(marked.error());
        taken.receipts = *marked;
    }
    if (taken.is_older || snapshot == nullptr) return taken;
    const auto has_taken = self.take_carried(bundle, *snapshot, is_same_epoch);
    if (!has_taken) return fail(has_taken.error());
    taken.has_taken_content = *has_taken;
    taken.is_older = !*has_taken;
    return taken;
}

Result<std::uint64_t> Replica::return_version() {
    return impl_->hand.version();
}

Status Replica::passed_on_ballots(Instant now) {
    return impl_->report_drained(now);
}

void Replica::city_keys_may_be_old() {
    impl_->city.ask_again();
}

Result<std::optional<Request>> Replica::copy_of_waiting() {
    const auto keys = impl_->city.keys();
    if (!keys) return fail(keys.error());
    if (*keys == nullptr) return std::nullopt;
    return impl_->push.copy(**keys);
}

void Replica::saved_something() {
    impl_->push.wake();
    impl_->ballots.wake();
    impl_->is_hurried = true;
}

void Replica::city_changed() {
    impl_->pull.wake();
    impl_->is_hurried = true;
}

void Replica::clock_was_set(Milliseconds by) {
    impl_->clock.was_set(by);
}

Result<SyncState> Replica::state() {
    Impl& self = *impl_;
    auto counts = self.local.counts();
    if (!counts) return fail(counts.error());
    auto has_content = self.pull.has_content();
    if (!has_content) return fail(has_content.error());
    SyncState state;
    state.has_link = self.has_link;
    state.is_looking = self.is_looking;
    state.waiting = counts->waiting;
    state.at_relay = counts->at_relay;
    state.refused = counts->refused;
    state.last_contact = self.memory.last_contact();
    state.has_content = *has_content;
    state.clock_ahead = self.clock.ahead();
    return state;
}

std::uint64_t Replica::changes_taken() const {
    return impl_->pull.changes_taken();
}

Result<const ops::CityKeys*> Replica::city_keys() {
    return impl_->city.keys();
}

}  // namespace qp::replica
