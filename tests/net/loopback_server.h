// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/net/socket.h"

namespace qp::net {

struct SeenRequest {
    int connection = 0;  // 1, 2, … in the order they came
    std::string line;    // "GET /api/v1/city HTTP/1.1"
    std::string head;    // all header lines, as they came
    std::string body;
    bool has_header(const std::string& name) const;  // of any case
    std::string header(const std::string& name) const;
};

// Says what it is told, one thread a connection. The handler writes the answer itself, whole or
// broken; false closes the connection.
class LoopbackServer {
public:
    using Handler = std::function<bool(const SeenRequest&, Socket&)>;
    explicit LoopbackServer(Handler handler);
    ~LoopbackServer();

    std::uint16_t port() const { return listener_.port(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    std::vector<SeenRequest> seen() const;
    bool is_stopping() const { return stop_; }

private:
    void listen();
    void serve(Socket socket, int connection);

    Handler handler_;
    Socket listener_;
    std::atomic<bool> stop_{false};
    mutable std::mutex mutex_;
    std::vector<SeenRequest> seen_;     // guarded by mutex_
    std::vector<std::thread> serving_;  // of the listening thread
    std::thread listening_;
};

// A whole answer. `headers`: lines with CR LF.
std::string http_answer(int status, const std::string& headers, const std::string& body);

}  // namespace qp::net
