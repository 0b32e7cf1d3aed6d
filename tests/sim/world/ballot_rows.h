// SPDX-License-Identifier: EUPL-1.2
// The ballots in a city's file, and which of two stands.
#pragma once

#include "tests/sim/world/ledger.h"
#include "tests/sim/world/table_reader.h"

namespace qp::sim {

inline Ballots ballots_in(TableReader& box) {
    Ballots held;
    box.each("SELECT poll, nullifier, revision, choice, hash FROM ballot", [&](TableReader& row) {
        const SeenBallot ballot{row.id(0), row.fixed<32>(1),
                                static_cast<std::uint32_t>(row.integer(2)),
                                static_cast<std::uint8_t>(row.integer(3))};
        held[{ballot.poll, ballot.nullifier}] = {row.fixed<32>(4), ballot};
    });
    return held;
}

inline bool stands_before(const SeenBallot& a, const ops::Hash& a_hash, const SeenBallot& b,
                          const ops::Hash& b_hash) {
    return a.revision != b.revision ? a.revision > b.revision : a_hash < b_hash;
}

}  // namespace qp::sim
