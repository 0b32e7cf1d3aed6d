// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/http_connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <utility>

namespace qp::bench {

namespace {

constexpr int kWaitSeconds = 30;
constexpr std::size_t kReadBytes = 64 * 1024;

Result<int> connected(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return fail(Code::unavailable, "no socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return fail(Code::unavailable, "nobody listens on port " + std::to_string(port));
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval wait{kWaitSeconds, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    return fd;
}

// The value of a field in an answer's head; empty where there is none.
std::string_view field(std::string_view head, std::string_view name) {
    for (std::size_t line = head.find("\r\n"); line != std::string_view::npos;
         line = head.find("\r\n", line + 2)) {
        const std::string_view text = head.substr(line + 2, head.find("\r\n", line + 2) - line - 2);
        if (text.size() <= name.size() || text[name.size()] != ':') continue;
        bool is_same = true;
        for (std::size_t i = 0; i < name.size() && is_same; ++i)
            is_same = std::tolower(static_cast<unsigned char>(text[i])) == name[i];
        if (!is_same) continue;
        std::string_view value = text.substr(name.size() + 1);
        while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
        return value;
    }
    return {};
}

}  // namespace

Result<HttpConnection> HttpConnection::open(std::uint16_t port) {
    const auto fd = connected(port);
    if (!fd) return fail(fd.error());
    return HttpConnection{*fd, port};
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : fd_{std::exchange(other.fd_, -1)},
      port_{other.port_},
      buffer_{std::move(other.buffer_)},
      bytes_up_{other.bytes_up_},
      bytes_down_{other.bytes_down_} {}

HttpConnection& HttpConnection::operator=(HttpConnection&& other) noexcept {
    std::swap(fd_, other.fd_);
    port_ = other.port_;
    buffer_.swap(other.buffer_);
    bytes_up_ = other.bytes_up_;
    bytes_down_ = other.bytes_down_;
    return *this;
}

HttpConnection::~HttpConnection() {
    close();
}

void HttpConnection::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    buffer_.clear();
}

Status HttpConnection::send(std::string_view request) {
    if (fd_ < 0) {
        const auto again = connected(port_);
        if (!again) return fail(again.error());
        fd_ = *again;
    }
    while (!request.empty()) {
        const ssize_t count = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
        if (count <= 0) return fail(Code::unavailable, "the server has closed the connection");
        bytes_up_ += static_cast<std::uint64_t>(count);
        request.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Status HttpConnection::read_more() {
    const std::size_t held = buffer_.size();
    buffer_.resize(held + kReadBytes);
    const ssize_t count = ::recv(fd_, buffer_.data() + held, kReadBytes, 0);
    buffer_.resize(held + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count < 0) return fail(Code::timeout, "no answer within 30 s");
    if (count == 0) return fail(Code::unavailable, "the server has closed the connection");
    bytes_down_ += static_cast<std::uint64_t>(count);
    return {};
}

Result<std::string> HttpConnection::read_chunks() {
    std::string body;
    for (;;) {
        std::size_t line = 0;
        while ((line = buffer_.find("\r\n")) == std::string::npos)
            if (auto more = read_more(); !more) return fail(more.error());
        const std::size_t size = std::strtoull(buffer_.c_str(), nullptr, 16);
        buffer_.erase(0, line + 2);
        while (buffer_.size() < size + 2)
            if (auto more = read_more(); !more) return fail(more.error());
        body.append(buffer_, 0, size);
        buffer_.erase(0, size + 2);
        if (size == 0) return body;
    }
}

Result<HttpAnswer> HttpConnection::receive() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (auto more = read_more(); !more) return fail(more.error());
    const std::string head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    HttpAnswer answer;
    answer.status = std::atoi(head.c_str() + head.find(' '));
    if (field(head, "transfer-encoding") == "chunked") {
        auto body = read_chunks();
        if (!body) return fail(body.error());
        answer.body = std::move(*body);
    } else {
        const std::size_t size =
            std::strtoull(std::string{field(head, "content-length")}.c_str(), nullptr, 10);
        while (buffer_.size() < size)
            if (auto more = read_more(); !more) return fail(more.error());
        answer.body = buffer_.substr(0, size);
        buffer_.erase(0, size);
    }
    const std::string_view connection = field(head, "connection");
    if (connection == "close" || connection == "Close") close();
    return answer;
}

Result<HttpAnswer> HttpConnection::exchange(std::string_view request) {
    if (auto sent = send(request); !sent) return fail(sent.error());
    return receive();
}

namespace {

std::string head_of(const char* method, const std::string& target) {
    return std::string{method} + " " + target +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: quartierpuls/1\r\nAccept: */*\r\n";
}

}  // namespace

std::string get_request(const std::string& target) {
    return head_of("GET", target) + "\r\n";
}

std::string post_request(const std::string& target, std::string_view content_type,
                         std::string_view body) {
    std::string request = head_of("POST", target);
    request += "Accept-Encoding: gzip\r\nContent-Type: ";
    request += content_type;
    request += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    request += body;
    return request;
}

}  // namespace qp::bench
