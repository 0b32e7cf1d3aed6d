// SPDX-License-Identifier: EUPL-1.2
// Sync as a state machine: decides what to ask the city next and what an answer means. It does no I/O,
// asks no clock, and one thread owns it. The transport (libcurl on a kiosk, fetch in a browser, the
// simulator) carries requests and brings answers, or says that none came.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/instant.h"
#include "core/base/ports.h"
#include "core/base/result.h"
#include "core/ops/city_keys.h"
#include "core/store/content.h"
#include "core/store/local.h"

namespace qp::replica {

enum class Lane : std::uint8_t { city, push, ballots, pull, snapshot };

struct Request {
    Lane lane = Lane::pull;
    std::string method;  // "GET", "POST"
    std::string target;  // path and query, "/api/v1/push"
    std::string content_type;
    Bytes body;
    std::size_t answer_bytes_max = 0;
};

struct Answer {
    int status = 0;
    std::string content_type;
    Bytes body;
};

// For the one honest line on sync.
struct SyncState {
    bool has_link = false;         // the last exchange reached the city
    std::uint32_t waiting = 0;     // contributions without receipt
    std::uint32_t refused = 0;
    std::optional<Instant> last_contact;
    bool has_content = false;      // a first pull or snapshot is complete
};

struct Options {
    std::vector<std::string> scopes;  // "city", quarter slugs
    // The city this device trusts: its id, pinned by configuration (kiosk) or by the page (phone).
    ByteArray<16> city{};
    Milliseconds pull_every{30000};   // when nothing wakes it
    Milliseconds retry_min{1000};
    Milliseconds retry_max{120000};
};

class Replica {
public:
    // All must outlive it.
    Replica(store::Content& content, store::Local& local, Random& random, Options options);

    // What to send now on this lane-independent queue; at most one request is out at a time. Order: city
    // keys, push, ballots (never in one flight with operations: a jittered delay lies between, unless the
    // poll is live), snapshot when there is no content, pull. Nothing when it is not yet time.
    Result<std::optional<Request>> next(Instant now);
    // When to ask `next` again at the latest.
    Instant wake_at(Instant now);
    // Only a receipt signed by a listed city key is an ack; anything else, a 200 with HTML included, is
    // not_a_receipt: nothing stored changes and the back-off starts. `answer` unset: none came.
    Status on_answer(const std::optional<Answer>& answer, Instant now);
    // A person saved something, or the city says that something changed.
    void saved_something();
    void city_changed();

    Result<SyncState> state();

    // A snapshot has been fetched into a file beside (the transport checks hash and signature with
    // verify_snapshot): its changes are taken over in steps.
    Status take_snapshot(store::Content& snapshot, Instant now);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;

public:
    ~Replica();
};

}  // namespace qp::replica
