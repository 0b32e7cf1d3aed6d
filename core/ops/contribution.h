// SPDX-License-Identifier: EUPL-1.2
// A resident's contribution: a fresh key and chain for each one, times to the hour, so that no two
// can be joined to a profile. Its author edits and withdraws with that key, as long as the device
// keeps it.
#pragma once

#include "core/ops/batch.h"
#include "core/ops/city_keys.h"

namespace qp::ops {

struct Contribution {
    KeyPair author;
    ChainState chain;  // after the operation
    Hash hash{};       // of the operation's header
    Bytes batch;       // one operation, signed
};

struct Payload {
    OpType type{};
    std::uint8_t version = 1;
    Bytes plain;
};

// Signs `payload` as the first operation of a new chain, sealed where its type asks for that.
// Errors: bad_argument (a payload beyond kPayloadBytesMax).
Result<Contribution> contribute(const CityKeys& city, const Payload& payload, const Id& event,
                                Instant now, Random& random);
// The next operation of the same chain; `chain` of the result has moved on.
Result<Contribution> contribute_again(const CityKeys& city, const KeyPair& author,
                                      const ChainState& chain, const Payload& payload,
                                      const Id& event, Instant now, Random& random);

// The same for a device of the city's own (kiosk, relay), whose key and chain last and whose times
// are exact.
Result<Contribution> report_as_device(const CityKeys& city, const KeyPair& device,
                                      const ChainState& chain, const Payload& payload, Instant now,
                                      Random& random);

}  // namespace qp::ops
