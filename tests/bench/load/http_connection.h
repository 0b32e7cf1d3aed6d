// SPDX-License-Identifier: EUPL-1.2
// One kept connection to a server on this machine: requests go out as bytes that were made before
// the clock started, and every byte is counted. It costs little beside the server that is measured.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace qp::bench {

struct HttpAnswer {
    int status = 0;
    std::string body;
};

class HttpConnection {
public:
    // To a port of 127.0.0.1. unavailable: nobody listens.
    static Result<HttpConnection> open(std::uint16_t port);
    HttpConnection(HttpConnection&& other) noexcept;
    HttpConnection& operator=(HttpConnection&& other) noexcept;
    ~HttpConnection();

    // Blocks until all is handed to the system.
    Status send(std::string_view request);
    // Blocks until the next answer is complete: by Content-Length or in chunks. timeout after 30 s.
    // Where the server closes after its answer, the next send() opens anew.
    Result<HttpAnswer> receive();
    Result<HttpAnswer> exchange(std::string_view request);

    int fd() const { return fd_; }
    std::uint64_t bytes_up() const { return bytes_up_; }
    std::uint64_t bytes_down() const { return bytes_down_; }

private:
    HttpConnection(int fd, std::uint16_t port) : fd_{fd}, port_{port} {}
    Status read_more();
    Result<std::string> read_chunks();
    void close();

    int fd_;
    std::uint16_t port_;
    std::string buffer_;  // read and not yet part of an answer
    std::uint64_t bytes_up_ = 0;
    std::uint64_t bytes_down_ = 0;
};

// With the header fields that our clients send (sync/client, libcurl).
std::string get_request(const std::string& target);
std::string post_request(const std::string& target, std::string_view content_type,
                         std::string_view body);

}  // namespace qp::bench
