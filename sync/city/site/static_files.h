// SPDX-License-Identifier: EUPL-1.2
// The phone app's built files: packed ones where the client takes them, kept in memory, told apart
// by their content. Only what lies in the folder can be had; a path never reaches the file system.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "sync/city/http/message.h"
#include "sync/city/site/packed_file.h"

namespace qp::city::site {

class StaticFiles {
public:
    // A folder that is missing or empty now may be filled later (a new build): it is looked at
    // again.
    explicit StaticFiles(std::string folder);

    // Thread-safe. Nothing where there is no such file.
    std::optional<http::Response> find(const http::Request& request);
    // A page as it was built, and what it may do. Null where there is none.
    struct Page {
        http::SharedBytes text;
        std::string content_security;
    };
    std::shared_ptr<const Page> page(const std::string& path);

private:
    struct File {
        PackedFile packed;
        std::shared_ptr<const Page> page;  // null where it is none
    };
    using Files = std::map<std::string, File>;
    std::shared_ptr<const Files> files();
    Files read_all() const;

    std::string folder_;
    std::mutex mutex_;
    std::shared_ptr<const Files> files_;
    std::string stamp_;  // names, sizes and times of all files
    std::chrono::steady_clock::time_point looked_at_{};
};

// "application/wasm" for "a/b.wasm".
std::string content_type(const std::string& path);

}  // namespace qp::city::site
