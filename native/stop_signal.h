// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace qp::native {

// Ctrl-C and SIGTERM as something to wait for, so that a program ends in its own order instead of
// in the middle of a line. One a process. While it lives, a broken pipe is an error, not an end.
// The second signal ends the program at once, for the case that the orderly way hangs.
class StopSignal {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    bool is_requested() const;
    // Readable (poll, epoll) once a stop is requested; stays so. Do not read from it.
    int descriptor() const;
    // Blocks until a stop is requested.
    void wait() const;
};

}  // namespace qp::native
