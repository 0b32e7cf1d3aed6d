// SPDX-License-Identifier: EUPL-1.2
// What the core asks of the world, answered by a browser.
#pragma once

#include "core/base/ports.h"
#include "core/store/local.h"

namespace qp::web {

class BrowserClock final : public Clock {
public:
    Instant now() override;
};

class BrowserRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

// A browser tells its quota asynchronously: the worker asks now and then and passes it on.
class BrowserRoom final : public store::Room {
public:
    std::uint64_t free_bytes() override { return free_bytes_; }
    void set(std::uint64_t free_bytes) { free_bytes_ = free_bytes; }

private:
    std::uint64_t free_bytes_ = store::kReserveBytesMin;
};

}  // namespace qp::web
