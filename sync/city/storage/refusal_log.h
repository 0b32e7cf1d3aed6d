// SPDX-License-Identifier: EUPL-1.2
// Says in the program's log what was refused or flagged, by the protocol's code: the first at once,
// then how many more there were, once an hour. Never who sent it or when each came: a device that
// tries again for ever fills no log, and no line can be joined to anybody. One thread owns it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/instant.h"

namespace qp::city::storage {

class RefusalLog {
public:
    // `what`: "operations", "ballots", "clocks". Both come from the program, so there are few.
    void note(std::string_view what, std::string_view code, Instant now);
    // Says what has come together in hours that are over.
    void look(Instant now);

private:
    struct Kind {
        Instant said_at{};
        std::uint64_t more = 0;  // since then
    };
    std::map<std::pair<std::string, std::string>, Kind> kinds_;
};

}  // namespace qp::city::storage
