// SPDX-License-Identifier: EUPL-1.2
// What a carrier carries: one request out, one answer or none back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/instant.h"

namespace qp::replica {

enum class Lane : std::uint8_t { city, push, ballots, pull, snapshot, blobs };
inline constexpr std::size_t kLaneCount = 6;

// A ballots request must not be joined to anything else this device sends: the carrier gives it a
// connection of its own, and no cookie or credential to any of them.
struct Request {
    Lane lane = Lane::pull;
    std::string method;        // "GET", "POST", "PUT"
    std::string target;        // path and query: "/api/v1/push"
    std::string content_type;  // of the body; empty for GET
    Bytes body;
    std::size_t answer_bytes_max = 0;  // beyond it the carrier cuts off and says that none came
    bool operator==(const Request&) const = default;
};

// As it came, whoever sent it: a captive portal's 200 is an Answer too.
struct Answer {
    int status = 0;
    std::string content_type;
    Bytes body;
    Milliseconds retry_after{0};                 // the header Retry-After, where there is one
    std::optional<Instant> date = std::nullopt;  // the header Date, where there is one
};

}  // namespace qp::replica
