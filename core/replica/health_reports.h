// SPDX-License-Identifier: EUPL-1.2
// An enrolled device's word on itself (kiosk.health): so that the city's IT sees from its desk a
// disk that fills up, contributions that were refused, or a kiosk that says nothing any more.
#pragma once

#include "core/replica/options.h"
#include "core/store/local.h"

namespace qp::replica {

// Below this much free room a device says so at once. Far above the reserve under which it refuses
// contributions (store::kReserveBytesMin): by then it could no longer store its own report either.
inline constexpr std::uint64_t kRoomLowBytes = 256u << 20;
inline constexpr std::uint64_t kRoomEnoughBytes = 320u << 20;  // from here on it is no longer low
inline constexpr Milliseconds kHealthEvery = std::chrono::hours{6};

// Queues a report when one is due, and true then: at first, every kHealthEvery, and at once where
// it begins or ceases to need help. Nothing for a device without a key of its own. `pulled`: the
// cursor of what it has pulled, for the city to see what is erased here.
Result<bool> report_health(store::Local& local, const Options& options, const Bytes& pulled,
                           Instant now);

// The city may have lost the last one: the next is due at once.
Status forget_health(store::Local& local);

}  // namespace qp::replica
