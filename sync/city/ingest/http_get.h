// SPDX-License-Identifier: EUPL-1.2
// Getting a foreign source's answer, with bounds on time and size.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "core/base/instant.h"
#include "core/base/result.h"

namespace qp::city::ingest {

struct Fetched {
    int status = 0;
    std::string content_type;
    std::string body;
};

class HttpGet {
public:
    // `is_stopped` ends a request that is under way. It must outlive this.
    explicit HttpGet(const std::atomic<bool>& is_stopped);
    ~HttpGet();
    HttpGet(const HttpGet&) = delete;
    HttpGet& operator=(const HttpGet&) = delete;

    // Any status is a success here. unavailable, timeout, too_large otherwise. One thread at a
    // time; connections are kept open.
    Result<Fetched> get(const std::string& url);

    static constexpr Milliseconds kTimeMax{60'000};  // station lists can take that long
    static constexpr std::size_t kBytesMax = 32u << 20;

private:
    struct Handle;
    const std::atomic<bool>& is_stopped_;
    std::unique_ptr<Handle> handle_;
};

// As a query wants it: everything but letters, digits and - _ . ~ $ ' ( ) , : / escaped.
std::string escaped(const std::string& text);

}  // namespace qp::city::ingest
