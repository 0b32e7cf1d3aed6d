// SPDX-License-Identifier: EUPL-1.2
// The replica decides, the worker fetches: what to ask next, and what came back.
#include "core/ops/crypto.h"
#include "core/ops/pull.h"
#include "web/bridge/browser_vfs.h"
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

constexpr const char* kSnapshotFile = "snapshot.db";

const char* lane_name(replica::Lane lane) {
    switch (lane) {
        case replica::Lane::city: return "city";
        case replica::Lane::push: return "push";
        case replica::Lane::ballots: return "ballots";
        case replica::Lane::pull: return "pull";
        case replica::Lane::snapshot: return "snapshot";
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
    auto seq_before = content_->last_seq();
    if (!seq_before) return fail(seq_before.error());

    const int status = static_cast<int>(message.integer("status"));
    Status taken;
    if (status == 200 && message.text("lane") == "snapshot") {
        taken = take_snapshot(message);
    } else if (status == 0) {
        taken = replica_->on_answer(std::nullopt, now);
    } else {
        taken = replica_->on_answer(
            replica::Answer{status, message.text("content_type"),
                            Bytes{attachment_.begin(), attachment_.end()}},
            now);
    }
    auto seq_after = content_->last_seq();
    if (!seq_after) return fail(seq_after.error());
    const Json result{{"has_new_content", *seq_before != *seq_after},
                      {"is_taken", taken.has_value()},
                      {"detail", taken ? "" : taken.error().detail}};
    return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A server-sent event, or the network is back.
Result<std::string> PhoneCore::sync_wake(const Message&) {
    replica_->city_changed();
    return "null";
}

Status PhoneCore::take_snapshot(const Message& message) {
    (void)message;
    if (auto written = write_file(kSnapshotFile, attachment_); !written) return written;
    auto snapshot = store::Content::open(kSnapshotFile);
    Status taken = snapshot ? replica_->take_snapshot(*snapshot, clock_.now())
                            : Status{fail(snapshot.error())};
    if (snapshot) {
        const store::Content closed = std::move(*snapshot);
    }
    remove_database(kSnapshotFile);
    return taken;
}

}  // namespace qp::web
