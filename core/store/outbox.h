// SPDX-License-Identifier: EUPL-1.2
// Rows of the outbox: what waits for the city, and how far it got. Inner part of core/store.
#pragma once

#include <cstdint>

#include "core/ops/contribution.h"
#include "core/store/local.h"

namespace qp::store {

// The row's number. REQUIRES: a transaction, with whatever else says that it was saved.
Result<std::int64_t> queue(Database& database, const ops::Contribution& contribution);

// From two columns of a row, or of none: what is kept no more has been received long ago.
Delivery delivery_of(const Statement& row, int state_column, int is_at_relay_column);

}  // namespace qp::store
