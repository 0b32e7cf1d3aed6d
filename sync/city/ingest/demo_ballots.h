// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/city/ingest/imports.h"
#include "sync/city/storage/ballot_box.h"

namespace qp::city::ingest {

// Casts what a demonstration starts from as ballots like any other, from keys that follow from poll
// and number: importing again casts the same ones, and what people add is counted on top.
Status cast_demo_ballots(storage::BallotBox& box, store::Content& content, const ops::CityId& city,
                         const std::vector<DemoCount>& counts, Instant now, Random& random);

}  // namespace qp::city::ingest
