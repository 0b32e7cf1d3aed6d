// SPDX-License-Identifier: EUPL-1.2
// The replica decides, the worker fetches: what to ask next, and what came back.
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

const char* lane_name(replica::Lane lane) {
    switch (lane) {
        case replica::Lane::city:
            return "city";
        case replica::Lane::push:
            return "push";
        case replica::Lane::ballots:
            return "ballots";
        case replica::Lane::pull:
            return "pull";
        case replica::Lane::snapshot:
            return "snapshot";
        case replica::Lane::blobs:
            return "blobs";
    }
    return "pull";
}

}  // namespace

// {"request": {…} or null, "wake_at": ms}. The body lies beside.
Result<std::string> PhoneCore::sync_next(const Message&) {
    const Instant now = clock_.now();
    auto request = replica_->next(now);
    if (!request) return fail(request.error());
    Json result{{"request", nullptr}, {"wake_at", ms(replica_->wake_at(now))}};
    if (*request) {
        result["request"] = {{"lane", lane_name((*request)->lane)},
                             {"method", (*request)->method},
                             {"target", (*request)->target},
                             {"content_type", (*request)->content_type},
                             {"answer_bytes_max", (*request)->answer_bytes_max}};
        enclosed_ = std::move((*request)->body);
    }
    return result.dump();
}

// {"status": 200, "content_type": …} with the body beside, or {"status": 0}: no answer came. Says
// whether anything changed that a screen shows.
Result<std::string> PhoneCore::sync_answer(const Message& message) {
    const Instant now = clock_.now();
    const std::uint64_t before = replica_->changes_taken();
    std::optional<replica::Answer> answer;
    if (const auto status = static_cast<int>(message.integer("status")); status != 0)
        answer = replica::Answer{.status = status,
                                 .content_type = message.text("content_type"),
                                 .body = Bytes{attachment_.begin(), attachment_.end()}};
    const Status taken = replica_->on_answer(answer, now);
    const Json result{{"has_new_content", replica_->changes_taken() != before},
                      {"is_taken", taken.has_value()},
                      {"detail", taken ? "" : taken.error().detail}};
    return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// {"target": …, "content_type": …} with the body beside, or null where nothing waits.
Result<std::string> PhoneCore::copy_of_waiting(const Message&) {
    auto request = replica_->copy_of_waiting();
    if (!request) return fail(request.error());
    if (!*request) return "null";
    enclosed_ = std::move((*request)->body);
    return Json{{"target", (*request)->target}, {"content_type", (*request)->content_type}}.dump();
}

// A server-sent event, or the network is back.
Result<std::string> PhoneCore::sync_wake(const Message&) {
    replica_->city_changed();
    return "null";
}

}  // namespace qp::web
