// SPDX-License-Identifier: EUPL-1.2
#include "tests/net/cut_proxy.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace qp::net {

CutProxy::CutProxy(std::uint16_t server_port)
    : server_port_{server_port}, listener_{Socket::listen()}, listening_{[this] { listen(); }} {}

CutProxy::~CutProxy() {
    stop_ = true;
    listening_.join();
}

void CutProxy::cut() {
    is_cut_ = true;
    while (open_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

void CutProxy::lose_answers(std::string part, int times) {
    const std::lock_guard lock{mutex_};
    part_ = std::move(part);
    times_ = times;
}

void CutProxy::listen() {
    while (!stop_) {
        Socket client = listener_.accept(20);
        if (!client.is_open()) continue;
        ++open_;
        if (is_cut_) {
            client.abort();
            --open_;
            continue;
        }
        carrying_.emplace_back([this, taken = std::move(client)]() mutable {
            carry(std::move(taken));
            --open_;
        });
    }
    for (std::thread& thread : carrying_) thread.join();
}

void CutProxy::note(const std::string& request) {
    const std::lock_guard lock{mutex_};
    requests_.push_back(request.substr(0, 200));
}

int CutProxy::requests_with(const std::string& part) const {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(std::count_if(
        requests_.begin(), requests_.end(),
        [&](const std::string& request) { return request.find(part) != std::string::npos; }));
}

bool CutProxy::should_lose(const std::string& request) {
    const std::lock_guard lock{mutex_};
    if (times_ == 0 || request.find(part_) == std::string::npos) return false;
    --times_;
    return true;
}

void CutProxy::carry(Socket client) {
    Socket server = Socket::connect(server_port_);
    bool loses = false;
    std::string held;  // of the server's answer, not passed on
    bool is_endless = true;
    while (server.is_open() && !stop_ && !is_cut_) {
        pollfd waited[2] = {{client.fd(), POLLIN, 0}, {server.fd(), POLLIN, 0}};
        if (::poll(waited, 2, 20) <= 0) continue;
        if (waited[0].revents) {
            const std::string piece = client.read();
            if (piece.empty()) return;
            note(piece);
            loses |= should_lose(piece);
            if (!server.write(piece)) return;
        }
        if (waited[1].revents) {
            const std::string piece = server.read();
            if (piece.empty()) return;
            if (loses) {
                ++answers_lost_;
                break;
            }
            held += piece;
            // Streams have no stated length, and a connection to themselves.
            is_endless = is_endless && held.find("Content-Length: ") == std::string::npos;
            if (is_holding_ && is_endless) continue;
            if (!client.write(std::exchange(held, {}))) return;
        }
    }
    client.abort();
    server.abort();
}

}  // namespace qp::net
