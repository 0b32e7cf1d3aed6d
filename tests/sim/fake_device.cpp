// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/fake_device.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace qp::sim {
namespace {

store::Content open_content() {
    auto content = store::Content::open(":memory:");
    REQUIRE(content);
    return std::move(*content);
}

store::Local open_local(const DeviceOptions& options, Random& random, Clock& clock,
                        store::Room& room) {
    auto local = store::Local::open(options.local_path, options.kind, random, clock, room);
    REQUIRE(local);
    return std::move(*local);
}

}  // namespace

FakeDevice::FakeDevice(FakeCity& a_city, DeviceOptions options)
    : city{a_city},
      random{options.seed},
      transport{a_city},
      content{open_content()},
      local{open_local(options, random, clock, room)},
      options_{std::move(options)} {
    restart();
}

void FakeDevice::restart() {
    replica::Options options;
    options.scopes = options_.scopes;
    options.city = city.city().id;
    options.takes_snapshots = options_.takes_snapshots;
    options.enrolled = options_.enrolled;
    options.health = options_.health;
    replica_ = std::make_unique<replica::Replica>(content, local, random, options);
}

bool FakeDevice::step() {
    auto request = replica_->next(clock.at);
    if (!request) {
        errors.push_back(request.error().code);
        return false;
    }
    if (!*request) return false;
    std::optional<replica::Answer> answer = transport.exchange(**request);
    Status taken;
    if ((*request)->lane == replica::Lane::snapshot && answer && answer->status == 404 &&
        city.has_snapshots) {
        auto snapshot = city.snapshot(options_.scopes);
        taken = replica_->take_snapshot(*snapshot, clock.at);
    } else {
        taken = replica_->on_answer(answer, clock.at);
    }
    if (!taken) errors.push_back(taken.error().code);
    return true;
}

void FakeDevice::run(Milliseconds span) {
    const Instant until = clock.at + span;
    std::uint32_t steps_at_once = 0;
    while (clock.at <= until) {
        step();
        const Instant wake = replica_->wake_at(clock.at);
        steps_at_once = wake > clock.at ? 0 : steps_at_once + 1;
        steps_at_once_max = std::max(steps_at_once_max, steps_at_once);
        REQUIRE_MESSAGE(steps_at_once < 1000, "the replica never rests");
        clock.at = std::max(clock.at, wake);
    }
    clock.at = until;
}

Id FakeDevice::save_idea(const std::string& title, const std::vector<Bytes>& photos) {
    domain::IdeaDraft draft;
    draft.title = title;
    draft.text = "Text";
    draft.quarter = "mitte";
    auto saved = local.save_idea(draft, photos);
    REQUIRE_MESSAGE(saved, saved.error().detail);
    replica_->saved_something();
    return saved->id();
}

void FakeDevice::cast(const Id& poll, std::uint8_t choice, std::optional<Milliseconds> delay_max) {
    auto saved = local.cast(poll, choice, delay_max);
    REQUIRE_MESSAGE(saved, saved.error().detail);
    replica_->saved_something();
}

replica::SyncState FakeDevice::state() {
    auto state = replica_->state();
    REQUIRE(state);
    return *state;
}

store::Delivery FakeDevice::delivery(const Id& idea) {
    auto own = local.own_idea(idea);
    REQUIRE(own);
    REQUIRE(*own);
    return (*own)->delivery;
}

Id id_of(std::uint8_t last_byte) {
    Id id;
    id.bytes[15] = last_byte;
    return id;
}

Bytes bytes_of(const std::string& text) {
    const BytesView view = as_bytes(text);
    return Bytes(view.begin(), view.end());
}

}  // namespace qp::sim
