// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/forwarder.h"

#include <algorithm>

namespace qp::city::relay {

namespace {

// Only keeps wake_at from being "never".
constexpr Milliseconds kLookAgain = std::chrono::minutes{1};

bool refuses_the_request(int status) {
    return status == 400 || status == 413 || status == 415 || status == 422;
}

}  // namespace

Forwarder::Forwarder(Carried& batches, Carried& ballots, Random& random, const ops::KeyPair& relay,
                     ForwardOptions options)
    : random_{random},
      options_{options},
      ways_{Way{batches,
                {ops::RelayLane::operations, batches, random, relay, options_},
                {options.retry_min, options.retry_max}},
            Way{ballots,
                {ops::RelayLane::ballots, ballots, random, relay, options_},
                {options.retry_min, options.retry_max}}},
      link_{options.retry_min, options.retry_max} {}

void Forwarder::took(ops::RelayLane lane, const std::vector<ops::Hash>& hashes) {
    ways_[static_cast<std::size_t>(lane)].lane.took(hashes);
}

void Forwarder::hurry(Instant now) {
    link_.hurry(now);
    for (Way& way : ways_) {
        way.rest.hurry(now);
        way.lane.hurry(now);
    }
}

Status Forwarder::go_by(const ops::ServerEpoch& epoch) {
    for (Way& way : ways_) {
        const auto held = way.carried.epoch();
        if (!held) return fail(held.error());
        if (*held == epoch) continue;
        if (auto gone = way.carried.go_by(epoch); !gone) return gone;
        way.lane.start_anew();
    }
    return {};
}

Result<std::optional<replica::Request>> Forwarder::next(const ops::CityKeys& keys, Instant now) {
    if (out_ || !link_.is_over(now)) return std::nullopt;
    for (std::size_t i = 0; i < ways_.size(); ++i) {
        Way& way = ways_[i];
        const auto due = way.lane.due_at(now);
        if (!due || *due > now || !way.rest.is_over(now)) continue;
        auto request = way.lane.make(keys, now);
        if (!request) {
            way.rest.failed(now, random_);
            return request;
        }
        if (!*request) continue;
        out_ = i;
        return request;
    }
    return std::nullopt;
}

Instant Forwarder::wake_at(Instant now) const {
    Instant wake = now + kLookAgain;
    if (out_) return wake;
    for (const Way& way : ways_)
        if (const auto due = way.lane.due_at(now))
            wake = std::min(wake, std::max(*due, way.rest.over_at(now)));
    return std::max(wake, link_.over_at(now));
}

Status Forwarder::on_answer(const std::optional<replica::Answer>& answer, const ops::CityKeys& keys,
                            Instant now) {
    if (!out_) return fail(Code::bad_argument, "an answer to nothing");
    const std::size_t index = *std::exchange(out_, std::nullopt);
    Way& way = ways_[index];
    if (!answer) {
        link_.failed(now, random_);
        return {};
    }
    link_.succeeded();
    if (auto taken = take(way, *answer, keys, now); !taken) {
        wants_keys_ |= taken.error().code == Code::not_a_receipt;
        if (taken.error().code == Code::not_a_receipt && refuses_the_request(answer->status))
            way.lane.give_way(now);
        way.rest.failed(now, random_, answer->retry_after);
        return taken;
    }
    way.rest.succeeded();
    ways_[1 - index].lane.keep_away(now);
    return {};
}

Status Forwarder::take(Way& way, const replica::Answer& answer, const ops::CityKeys& keys,
                       Instant now) {
    auto said = way.lane.read(answer, keys, now);
    if (!said) return fail(said.error());
    wants_keys_ |= said->is_by_unknown_key;
    if (!said->city_receipt.empty()) {
        const auto held = way.carried.epoch();
        if (!held) return fail(held.error());
        // What another relay hands on from before a restore is none any more, or not yet.
        if (!said->is_by_city && *held && **held != said->server_epoch) {
            said->city_receipt.clear();
            said->is_held = true;
        } else if (auto gone = go_by(said->server_epoch); !gone) {
            return gone;
        }
    }
    return way.lane.settle(answer, *said, now);
}

}  // namespace qp::city::relay
