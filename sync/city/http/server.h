// SPDX-License-Identifier: EUPL-1.2
// HTTP/1.1 for the city and the feed: one coroutine a connection, a deadline before each read and
// write, a bound on everything. It keeps no access log and no address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/instant.h"
#include "sync/city/http/message.h"
#include "sync/city/http/rate_limit.h"

namespace qp::city::http {

struct Limits {
    std::size_t connections_max = 512;
    std::size_t subscribers_max = 256;  // event streams and long polls; they are connections too
    std::size_t header_bytes_max = 16 * 1024;  // start line and header fields
    Milliseconds header_time{10'000};          // from the first byte of a request to its last field
    Milliseconds body_time{20'000};
    Milliseconds idle_time{30'000};   // between two requests
    Milliseconds write_time{20'000};  // for each piece of an answer
    Milliseconds heartbeat{15'000};   // of event streams
    Milliseconds long_poll{25'000};   // below what proxies and phones give an answer
    RateRules rate;                   // of the requests that Site::is_limited names
};

struct Site {
    // How many body bytes a request may bring; 0 where none is expected. Asked before it is read.
    std::function<std::size_t(const std::string& method, const std::string& path)> body_bytes_max;
    Handler handle;
    // Which paths an address may ask for only so often; unset: none. Beyond: 429.
    std::function<bool(const std::string& path)> is_limited;
    // Added to every answer that does not set them itself, refusals of the server included.
    std::vector<Header> headers;
};

class Server {
public:
    // Port 0: any free one. unavailable: the address cannot be had.
    static Result<std::unique_ptr<Server>> listen(const std::string& address, std::uint16_t port,
                                                  Limits limits, Site site);
    ~Server();

    std::uint16_t port() const;
    // Serves with so many threads (the calling one included) until stop().
    void run(unsigned threads);
    // From any thread. Open answers are cut.
    void stop();
    // From any thread: every event stream sends `seq`. Several in a row may become one.
    void announce(std::uint64_t seq);

    struct Counts {
        std::size_t connections = 0;
        std::size_t subscribers = 0;
    };
    Counts counts() const;

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::city::http
