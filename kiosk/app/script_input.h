// SPDX-License-Identifier: EUPL-1.2
// Lines for the script: from a file at once, or from standard input as they come, read on a thread.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/result.h"

namespace qp::kiosk::app {

class ScriptInput {
public:
    // "-": standard input; it wakes the window for each line.
    static Result<std::deque<std::string>> read_file(const std::string& path);
    void read_standard_input();
    ~ScriptInput();

    std::deque<std::string> take();
    // Standard input was closed and everything has been taken.
    bool is_over();

private:
    void run();

    std::mutex mutex_;
    std::deque<std::string> lines_;  // guarded by mutex_
    bool is_over_ = false;           // guarded by mutex_
    std::thread thread_;
    int stop_pipe_[2] = {-1, -1};
};

}  // namespace qp::kiosk::app
