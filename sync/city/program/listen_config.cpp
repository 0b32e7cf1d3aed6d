// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/listen_config.h"

namespace qp::city::program {

namespace {

Milliseconds seconds(native::ConfigSection& section, std::string_view key, std::int64_t otherwise,
                     std::int64_t max) {
    return std::chrono::seconds{section.integer(key, otherwise, 1, max)};
}

}  // namespace

void read_listen(native::ConfigSection listen, const std::string& address, ListenConfig& config) {
    config.address = listen.text("address", address);
    config.port = static_cast<std::uint16_t>(listen.integer("port", 8080, 0, 65535));
    config.threads = static_cast<unsigned>(listen.integer("threads", 2, 1, 16));
    config.limits.connections_max =
        static_cast<std::size_t>(listen.integer("connections_max", 512, 1, 100'000));
    config.limits.subscribers_max =
        static_cast<std::size_t>(listen.integer("event_streams_max", 256, 1, 100'000));
    config.limits.header_time = seconds(listen, "header_seconds_max", 10, 600);
    config.limits.body_time = seconds(listen, "body_seconds_max", 20, 600);
    config.limits.idle_time = seconds(listen, "idle_seconds_max", 30, 3600);
    config.limits.rate.per_second = listen.number("requests_per_second", 30, 0.1, 100'000);
    config.limits.rate.burst = listen.number("requests_burst", 900, 1, 1'000'000);
    config.limits.rate.proxies = listen.texts("proxies", {});
    for (const std::string& proxy : config.limits.rate.proxies)
        if (!http::address_key(proxy)) listen.fault("proxies", "'" + proxy + "' is no IP address");
}

}  // namespace qp::city::program
