// SPDX-License-Identifier: EUPL-1.2
// SQLite's memory in the simulator: nearly all that it gives back it asks for again at once, in the
// same sizes, on one thread.
#pragma once

namespace qp::sim {

// Before SQLite is used for the first time.
void give_sqlite_quick_memory();

}  // namespace qp::sim
