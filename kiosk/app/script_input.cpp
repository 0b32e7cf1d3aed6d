// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/script_input.h"

#include <poll.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "kiosk/platform/window.h"

namespace qp::kiosk::app {

Result<std::deque<std::string>> ScriptInput::read_file(const std::string& path) {
    std::ifstream in{path};
    if (!in) return fail(Code::not_found, path + " cannot be read");
    std::deque<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

void ScriptInput::read_standard_input() {
    if (pipe(stop_pipe_) != 0) return;
    thread_ = std::thread{[this] { run(); }};
}

ScriptInput::~ScriptInput() {
    if (!thread_.joinable()) return;
    const char stop = 0;
    [[maybe_unused]] const auto written = write(stop_pipe_[1], &stop, 1);
    thread_.join();
    close(stop_pipe_[0]);
    close(stop_pipe_[1]);
}

void ScriptInput::run() {
    std::string rest;
    char buffer[4096];
    for (;;) {
        pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {stop_pipe_[0], POLLIN, 0}};
        if (poll(waits, 2, -1) < 0) continue;
        if (waits[1].revents != 0) return;
        const auto count = read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0) break;
        rest.append(buffer, static_cast<std::size_t>(count));
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
            const std::lock_guard lock{mutex_};
            lines_.push_back(rest.substr(0, end));
            rest.erase(0, end + 1);
        }
        Window::wake();
    }
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
    }
    Window::wake();
}

std::deque<std::string> ScriptInput::take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(lines_, {});
}

bool ScriptInput::is_over() {
    const std::lock_guard lock{mutex_};
    return is_over_ && lines_.empty();
}

}  // namespace qp::kiosk::app
