// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_parser.h"

#include <algorithm>

namespace qp::client {

std::vector<std::string> EventParser::feed(std::string_view piece) {
    std::vector<std::string> events;
    for (const char c : piece) {
        // CR, LF and CR LF each end one line.
        const bool completes_line_break = c == '\n' && was_carriage_return_;
        was_carriage_return_ = c == '\r';
        if (completes_line_break) continue;
        if (c == '\r' || c == '\n') {
            end_line(events);
        } else if (line_.size() < kLineBytesMax) {
            line_.push_back(c);
        } else {
            is_line_too_long_ = true;
        }
    }
    return events;
}

void EventParser::end_line(std::vector<std::string>& events) {
    const std::string line = std::move(line_);
    line_.clear();
    if (is_line_too_long_) {
        is_line_too_long_ = false;
        return;
    }
    if (line.empty()) {
        if (has_data_) events.push_back(type_.empty() ? "message" : type_);
        type_.clear();
        has_data_ = false;
        return;
    }
    const auto colon = std::find(line.begin(), line.end(), ':');
    const std::string field{line.begin(), colon};
    std::string value{colon == line.end() ? colon : colon + 1, line.end()};
    if (!value.empty() && value.front() == ' ') value.erase(0, 1);
    if (field == "event") type_ = value;
    if (field == "data") has_data_ = true;
}

}  // namespace qp::client
