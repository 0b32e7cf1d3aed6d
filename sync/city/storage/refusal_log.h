// SPDX-License-Identifier: EUPL-1.2
// Says in the program's log what was refused or flagged, by the protocol's code: the first at once,
// then how many more there were, once an hour. Never who sent it or when each came: a device that
// tries again for ever fills no log, and no line can be joined to anybody. What is kept is only
// counted, and told at full hours: else the line would say when it came. One thread owns it.
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
    // Of what was taken all the same: its number when the hour is over, and never before.
    void count(std::string_view what, std::string_view code, Instant now);
    // Says what has come together in hours that are over.
    void look(Instant now);
    // The program ends: says what has come together so far.
    void say_rest();

private:
    struct Kind {
        Instant since{};
        std::uint64_t more = 0;  // since then
        bool is_first_said = true;
    };
    using Kinds = std::map<std::pair<std::string, std::string>, Kind>;
    static void say(const Kinds::value_type& kind);

    Kinds kinds_;
};

}  // namespace qp::city::storage
