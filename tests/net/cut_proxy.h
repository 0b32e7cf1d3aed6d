// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/net/socket.h"

namespace qp::net {

// Stands between a client and a server, both real, and can be cut.
class CutProxy {
public:
    explicit CutProxy(std::uint16_t server_port);
    ~CutProxy();

    std::uint16_t port() const { return listener_.port(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

    // The server has come back on another port.
    void set_server(std::uint16_t port) { server_port_ = port; }
    // Everything open has been reset when this returns; whoever comes is turned away until mend().
    void cut();
    void mend() { is_cut_ = false; }
    // The next `times` connections whose request holds `part` reach the server, but what it answers
    // does not come back: they are reset instead.
    void lose_answers(std::string part, int times);
    // From now on an answer is passed on only once it is complete, as some proxies do. One that has
    // no end (a stream) never comes.
    void hold_answers() { is_holding_ = true; }
    // How many requests have come with this in them.
    int requests_with(const std::string& part) const;
    int answers_lost() const { return answers_lost_; }

private:
    void listen();
    void carry(Socket client);
    bool should_lose(const std::string& request);
    void note(const std::string& request);

    std::atomic<std::uint16_t> server_port_;
    Socket listener_;
    std::atomic<bool> stop_{false};
    std::atomic<bool> is_cut_{false};
    std::atomic<bool> is_holding_{false};
    std::atomic<int> answers_lost_{0};
    std::atomic<int> open_{0};
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;  // guarded by mutex_
    std::string part_;                   // guarded by mutex_
    int times_ = 0;                      // guarded by mutex_
    std::vector<std::thread> carrying_;
    std::thread listening_;
};

}  // namespace qp::net
