// SPDX-License-Identifier: EUPL-1.2
#include "native/stop_signal.h"

#include <doctest/doctest.h>
#include <poll.h>

#include <csignal>

TEST_CASE("a stop is asked for by signal and can be waited for") {
    qp::native::StopSignal stop;
    CHECK_FALSE(stop.is_requested());
    pollfd waited{stop.descriptor(), POLLIN, 0};
    CHECK(::poll(&waited, 1, 0) == 0);

    REQUIRE(std::raise(SIGTERM) == 0);

    stop.wait();
    CHECK(stop.is_requested());
    CHECK(::poll(&waited, 1, 0) == 1);
}

TEST_CASE("a later part of the program starts without an old request to stop") {
    { qp::native::StopSignal first; }
    qp::native::StopSignal second;
    CHECK_FALSE(second.is_requested());
}
