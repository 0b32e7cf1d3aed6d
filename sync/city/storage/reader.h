// SPDX-License-Identifier: EUPL-1.2
// A thread that reads what is public, beside the one that writes: pull, exports and first views
// wait for no commit.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/store/content.h"
#include "sync/city/storage/worker.h"

namespace qp::city::storage {

class Reader {
public:
    static Result<std::unique_ptr<Reader>> open(const std::string& content_path,
                                                Threads threads = Threads::own);

    using Job = std::function<void(store::Content&)>;
    // False when too many wait already.
    bool post(Job job);

private:
    Reader(store::Content content, Threads threads);

    store::Content content_;  // of the worker's thread
    Worker worker_;
};

}  // namespace qp::city::storage
