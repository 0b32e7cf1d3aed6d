// SPDX-License-Identifier: EUPL-1.2
// Clients that push to a running city server: every operation is signed before the clock starts,
// every receipt is checked after it has stopped.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "tests/bench/load/signed_pushes.h"

namespace qp::bench {

struct PushOptions {
    std::uint16_t port = 0;
    std::string genesis;  // hex: the city that is expected there
    std::string pid;      // of the server, for its processor time
    PushKind kind = PushKind::decisions;
    std::size_t clients = 20;
    std::size_t operations = 100;  // a push
    // All push at once and wait for the last receipt; otherwise each goes on with its own.
    bool in_rounds = true;
    double seconds = 5;            // at least
    std::uint64_t pushes_max = 0;  // ends earlier after so many; 0: no such end
};

struct PushFigures {
    std::uint64_t operations = 0;
    std::uint64_t pushes = 0;
    double seconds = 0;
    double cpu_ms = 0;  // of the server
    std::uint64_t bytes_up = 0;
    std::uint64_t bytes_down = 0;
    double push_ms_p50 = 0;
    double push_ms_p99 = 0;
};

// An error where a single operation is not accepted, or a receipt does not stand up.
Result<PushFigures> run_pushes(const PushOptions& options, Random& random);

// The city's list of keys, checked against the key that is expected.
Result<ops::CityKeys> fetch_city(std::uint16_t port, const std::string& genesis);

}  // namespace qp::bench
