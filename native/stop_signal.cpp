// SPDX-License-Identifier: EUPL-1.2
#include "native/stop_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>

namespace qp::native {
namespace {

// A signal handler has no object to belong to.
std::atomic<int> stop_descriptor{-1};
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void on_signal(int number) {
    const int error = errno;
    if (stop_requested.exchange(true)) ::_exit(128 + number);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_descriptor.load(), &one, sizeof one);
    errno = error;
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(number, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() {
    assert(stop_descriptor.load() == -1);
    const int made = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (made < 0) std::abort();
    stop_requested = false;
    stop_descriptor = made;
    handle(SIGINT, on_signal);
    handle(SIGTERM, on_signal);
    handle(SIGPIPE, SIG_IGN);
}

StopSignal::~StopSignal() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    handle(SIGPIPE, SIG_DFL);
    ::close(stop_descriptor.exchange(-1));
}

bool StopSignal::is_requested() const {
    return stop_requested.load();
}

int StopSignal::descriptor() const {
    return stop_descriptor.load();
}

void StopSignal::wait() const {
    pollfd waited{descriptor(), POLLIN, 0};
    while (!is_requested()) ::poll(&waited, 1, -1);
}

}  // namespace qp::native
