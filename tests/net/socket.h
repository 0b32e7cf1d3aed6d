// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace qp::net {

// A TCP socket on loopback that closes itself. Blocking, each wait bounded by a second.
class Socket {
public:
    explicit Socket(int fd = -1) : fd_{fd} {}
    Socket(Socket&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    Socket& operator=(Socket&& other) noexcept;
    ~Socket() { close(); }

    // On a free port of 127.0.0.1. Aborts where there is none: nothing can be tested.
    static Socket listen();
    static Socket connect(std::uint16_t port);

    bool is_open() const { return fd_ >= 0; }
    int fd() const { return fd_; }
    std::uint16_t port() const;
    // Not open when nobody came within the time.
    Socket accept(int wait_ms) const;
    bool can_read(int wait_ms) const;
    // Nothing more to come: empty.
    std::string read();
    bool write(const std::string& bytes) const;
    // With a reset instead of a farewell.
    void abort();
    void close();

private:
    int fd_;
};

}  // namespace qp::net
