// SPDX-License-Identifier: EUPL-1.2
#include "tests/net/loopback_server.h"

#include <algorithm>
#include <cctype>

namespace qp::net {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

bool SeenRequest::has_header(const std::string& name) const {
    return lower(head).find("\r\n" + lower(name) + ":") != std::string::npos;
}

std::string SeenRequest::header(const std::string& name) const {
    const std::size_t at = lower(head).find("\r\n" + lower(name) + ":");
    if (at == std::string::npos) return {};
    const std::size_t begin = head.find_first_not_of(' ', at + name.size() + 3);
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

LoopbackServer::LoopbackServer(Handler handler)
    : handler_{std::move(handler)}, listener_{Socket::listen()}, listening_{[this] { listen(); }} {}

LoopbackServer::~LoopbackServer() {
    stop_ = true;
    listening_.join();
}

std::vector<SeenRequest> LoopbackServer::seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
}

void LoopbackServer::listen() {
    int connections = 0;
    while (!stop_) {
        Socket socket = listener_.accept(20);
        if (!socket.is_open()) continue;
        serving_.emplace_back([this, number = ++connections, taken = std::move(socket)]() mutable {
            serve(std::move(taken), number);
        });
    }
    for (std::thread& thread : serving_) thread.join();
}

void LoopbackServer::serve(Socket socket, int connection) {
    std::string received;
    while (!stop_) {
        const std::size_t head_end = received.find("\r\n\r\n");
        if (head_end != std::string::npos) {
            SeenRequest request;
            request.connection = connection;
            request.head = received.substr(0, head_end + 2);
            request.line = request.head.substr(0, request.head.find("\r\n"));
            const std::string length = request.header("Content-Length");
            const std::size_t size = length.empty() ? 0 : std::stoul(length);
            if (received.size() >= head_end + 4 + size) {
                request.body = received.substr(head_end + 4, size);
                received.erase(0, head_end + 4 + size);
                {
                    const std::lock_guard lock{mutex_};
                    seen_.push_back(request);
                }
                if (!handler_(request, socket)) return;
                continue;
            }
        }
        if (!socket.can_read(20)) continue;
        const std::string piece = socket.read();
        if (piece.empty()) return;
        received += piece;
    }
}

std::string http_answer(int status, const std::string& headers, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace qp::net
