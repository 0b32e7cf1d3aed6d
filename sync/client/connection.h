// SPDX-License-Identifier: EUPL-1.2
// What every connection to the city has in common: no cookies, no redirects, no proxy, no
// credentials, certificates checked, and an end as soon as the program stops.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "core/base/instant.h"
#include "core/base/result.h"

// <curl/curl.h> says so too; here it need not be included.
using CURL = void;
struct curl_slist;

namespace qp::client {

struct Address {
    std::string url;      // "https://quartierpuls.example.org", no path
    std::string ca_file;  // PEM; empty: the system's
};
// bad_argument unless it is http or https, a host, maybe a port, and nothing more.
Status check_address(const Address& address);

struct Deadlines {
    Milliseconds connect{5000};
    Milliseconds whole{30000};    // zero: none, where `silence` is enough
    Milliseconds silence{20000};  // not a byte for so long
};

// Set from another thread to end what is on its way.
using StopFlag = std::atomic<bool>;

// One libcurl handle. Headers are given anew for each request.
class Connection {
public:
    Connection(const Address& address, const Deadlines& deadlines, const StopFlag& stop);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Forgets the last request; the connection stays open for the next.
    void reset(const std::string& target);
    void add_header(const std::string& line);
    // The handle, for options that are the caller's own.
    CURL* handle() const { return handle_; }
    // unavailable or timeout with libcurl's words; no error for any status.
    Status perform();
    int status() const;
    std::string content_type() const;

private:
    CURL* handle_;
    curl_slist* headers_ = nullptr;
    Address address_;
    Deadlines deadlines_;
    const StopFlag& stop_;
};

}  // namespace qp::client
