// SPDX-License-Identifier: EUPL-1.2
// `quartierpuls-city relay`: the process' exit code, 0 done, 1 not done.
#pragma once

#include "sync/city/program/relay_config.h"

namespace qp::city::program {

// Serves until SIGINT or SIGTERM. Prints "ready http://ADDRESS:PORT" once it answers. Without a
// certificate it says what to do, and ends.
int serve_relay(const RelayConfig& config);

// "relay" and its key in hex; made at first. The city's office needs it for `enroll`.
int print_relay_key(const RelayConfig& config);

// How much it carries, as its files say; works beside a running relay.
int print_relay_status(const RelayConfig& config);

}  // namespace qp::city::program
