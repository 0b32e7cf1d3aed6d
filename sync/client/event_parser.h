// SPDX-License-Identifier: EUPL-1.2
// text/event-stream (HTML living standard, "server-sent events"), as far as waking goes: which
// events there were. Data is not kept: what changed is asked for by pull, where it can be checked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qp::client {

class EventParser {
public:
    // The types of the events that ended in this piece ("message" where none is named). Pieces may
    // break anywhere. Lines beyond kLineBytesMax are passed over.
    std::vector<std::string> feed(std::string_view piece);

    static constexpr std::size_t kLineBytesMax = 4096;

private:
    void end_line(std::vector<std::string>& events);

    std::string line_;
    bool is_line_too_long_ = false;
    bool was_carriage_return_ = false;
    std::string type_;
    bool has_data_ = false;
};

}  // namespace qp::client
