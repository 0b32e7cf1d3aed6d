// SPDX-License-Identifier: EUPL-1.2
// A client for tests that sends what no library would: halves, rubbish, one byte a second. Header
// only, so that it never gets into a program.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>

namespace qp::city::http {

class LoopbackClient {
public:
    explicit LoopbackClient(std::uint16_t port) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~LoopbackClient() {
        if (socket_ >= 0) ::close(socket_);
    }
    LoopbackClient(const LoopbackClient&) = delete;
    LoopbackClient& operator=(const LoopbackClient&) = delete;

    bool send(std::string_view bytes) {
        while (is_open_ && !bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return is_open_ = false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return is_open_;
    }

    // Reads until `text` has come, the peer closes, or the time is over. What came stays in all().
    bool read_until(std::string_view text,
                    std::chrono::milliseconds time = std::chrono::seconds{20}) {
        const auto end = std::chrono::steady_clock::now() + time;
        while (all_.find(text) == std::string::npos)
            if (!read_some(end)) return false;
        return true;
    }
    // One answer with Content-Length (or to the end of the connection); empty if none came in time.
    std::string read_answer(std::chrono::milliseconds time = std::chrono::seconds{20}) {
        const auto end = std::chrono::steady_clock::now() + time;
        std::size_t head = std::string::npos;
        while ((head = all_.find("\r\n\r\n")) == std::string::npos)
            if (!read_some(end)) return take(all_.size());
        const std::size_t at = all_.find("Content-Length: ");
        if (at == std::string::npos || at > head) {
            while (read_some(end)) {
            }
            return take(all_.size());
        }
        const std::size_t size = head + 4 + std::strtoull(all_.c_str() + at + 16, nullptr, 10);
        while (all_.size() < size)
            if (!read_some(end)) break;
        return take(std::min(size, all_.size()));
    }
    // Whether the peer closes within the time.
    bool is_closed_within(std::chrono::milliseconds time) {
        const auto end = std::chrono::steady_clock::now() + time;
        while (read_some(end)) {
        }
        return !is_open_;
    }
    const std::string& all() const { return all_; }

private:
    bool read_some(std::chrono::steady_clock::time_point end) {
        if (!is_open_) return false;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        pollfd waits{socket_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waits, 1, static_cast<int>(left.count())) <= 0)
            return false;
        char bytes[16384];
        const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) return is_open_ = false;
        all_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }
    std::string take(std::size_t count) {
        std::string result = all_.substr(0, count);
        all_.erase(0, count);
        return result;
    }

    int socket_ = -1;
    bool is_open_ = false;
    std::string all_;
};

inline std::string get(std::uint16_t port, const std::string& target,
                       const std::string& fields = "") {
    LoopbackClient client{port};
    client.send("GET " + target + " HTTP/1.1\r\nHost: city\r\nConnection: close\r\n" + fields +
                "\r\n");
    return client.read_answer();
}

inline std::string post(std::uint16_t port, const std::string& target, const std::string& type,
                        std::string_view body, const std::string& fields = "") {
    LoopbackClient client{port};
    client.send("POST " + target +
                " HTTP/1.1\r\nHost: city\r\nConnection: close\r\nContent-Type: " + type +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n");
    client.send(body);
    return client.read_answer();
}

inline int status_of(const std::string& answer) {
    return answer.size() > 12 ? std::atoi(answer.c_str() + 9) : 0;
}

inline std::string body_of(const std::string& answer) {
    const std::size_t at = answer.find("\r\n\r\n");
    return at == std::string::npos ? std::string{} : answer.substr(at + 4);
}

}  // namespace qp::city::http
