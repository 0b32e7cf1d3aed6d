// SPDX-License-Identifier: EUPL-1.2
// How many requests an address may make: a token bucket each. A bucket lives in memory until it
// would be full again, a minute or so; nothing else is kept of an address, and none is ever logged.
// Any thread may call.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qp::city::http {

struct RateRules {
    // Many people may share an address (a quarter centre's Wi-Fi, a mobile network), so both are
    // generous: what is to be stopped is a machine.
    double per_second = 30;
    double burst = 900;
    std::size_t addresses_max = 20'000;  // of each generation
    // Our own proxies: the address that they add to X-Forwarded-For counts instead of theirs.
    std::vector<std::string> proxies;
};

// IPv4 as ::ffff:a.b.c.d; of IPv6 the first 64 bits, which are one household's or one machine's.
using AddressKey = std::array<std::uint8_t, 16>;
std::optional<AddressKey> address_key(std::string_view address);

// Whose request it is; nothing where it is not limited: this machine's own.
std::optional<AddressKey> limited_address(const std::string& peer, std::string_view forwarded_for,
                                          const std::vector<std::string>& proxies);

class RateLimit {
public:
    using Clock = std::chrono::steady_clock;
    explicit RateLimit(RateRules rules) : rules_{std::move(rules)} {}

    // Zero: it may go on. Else so long it should wait.
    std::chrono::seconds take(const AddressKey& address, Clock::time_point now);
    const RateRules& rules() const { return rules_; }
    std::size_t addresses() const;  // that are held right now

private:
    struct Bucket {
        double tokens = 0;
        Clock::time_point at;
    };
    using Buckets = std::map<AddressKey, Bucket>;
    Bucket& bucket_of(const AddressKey& address, Clock::time_point now);

    const RateRules rules_;
    mutable std::mutex mutex_;
    // One that has been seen in neither generation is full, and need not be kept.
    Buckets current_;
    Buckets previous_;
    Clock::time_point begun_{};
};

}  // namespace qp::city::http
