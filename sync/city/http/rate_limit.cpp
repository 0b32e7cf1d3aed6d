// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

namespace qp::city::http {

namespace {

constexpr std::size_t kNetworkBytes = 8;  // of an IPv6 address: a /64

bool is_loopback(const AddressKey& key, std::string_view address) {
    const bool is_mapped = key[10] == 0xff && key[11] == 0xff;
    return (is_mapped && key[12] == 127) || address == "::1";
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<AddressKey> address_key(std::string_view address) {
    const std::string text{address};
    AddressKey key{};
    if (::inet_pton(AF_INET, text.c_str(), key.data() + 12) == 1) {
        key[10] = key[11] = 0xff;
        return key;
    }
    if (::inet_pton(AF_INET6, text.c_str(), key.data()) != 1) return std::nullopt;
    const bool is_mapped =
        std::all_of(key.begin(), key.begin() + 10, [](auto byte) { return byte == 0; }) &&
        key[10] == 0xff && key[11] == 0xff;
    if (!is_mapped) std::fill(key.begin() + kNetworkBytes, key.end(), std::uint8_t{0});
    return key;
}

std::optional<AddressKey> limited_address(const std::string& peer, std::string_view forwarded_for,
                                          const std::vector<std::string>& proxies) {
    std::string_view address = peer;
    // Only the last one was added by our proxy; whatever stands before it anybody may have written.
    if (std::find(proxies.begin(), proxies.end(), peer) != proxies.end() && !forwarded_for.empty())
        address = trimmed(forwarded_for.substr(forwarded_for.rfind(',') + 1));
    const auto key = address_key(address);
    if (!key || is_loopback(*key, address)) return std::nullopt;
    return key;
}

std::chrono::seconds RateLimit::take(const AddressKey& address, Clock::time_point now) {
    const std::lock_guard lock{mutex_};
    Bucket& bucket = bucket_of(address, now);
    const double passed = std::chrono::duration<double>(now - bucket.at).count();
    bucket.tokens = std::min(rules_.burst, bucket.tokens + passed * rules_.per_second);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::chrono::seconds{0};
    }
    return std::chrono::seconds{1 +
                                static_cast<std::int64_t>((1 - bucket.tokens) / rules_.per_second)};
}

RateLimit::Bucket& RateLimit::bucket_of(const AddressKey& address, Clock::time_point now) {
    const std::chrono::duration<double> refill{rules_.burst / rules_.per_second};
    if (now - begun_ > refill || current_.size() >= rules_.addresses_max) {
        // After a quiet time the older ones are full as well.
        previous_ = now - begun_ > 2 * refill ? Buckets{} : std::move(current_);
        current_ = {};
        begun_ = now;
    }
    const auto held = current_.find(address);
    if (held != current_.end()) return held->second;
    Bucket bucket{rules_.burst, now};
    if (const auto before = previous_.find(address); before != previous_.end()) {
        bucket = before->second;
        previous_.erase(before);
    }
    return current_.emplace(address, bucket).first->second;
}

std::size_t RateLimit::addresses() const {
    const std::lock_guard lock{mutex_};
    return current_.size() + previous_.size();
}

}  // namespace qp::city::http
