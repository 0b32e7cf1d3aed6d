// SPDX-License-Identifier: EUPL-1.2
// What a program tells its operator: lines on standard error, times in UTC, in English. Never a
// resident's words, a receipt code or a ballot. Everything else uses spdlog directly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"

namespace qp::native {

enum class LogLevel { debug, info, warning, error };
std::optional<LogLevel> find_log_level(
    std::string_view word);  // "debug", "info", "warning", "error"

// Once, first thing in main(). `program` opens each line: "quartierpuls-kiosk".
void set_up_logging(std::string_view program, LogLevel level);

struct LogLine {
    Instant at{};
    LogLevel level = LogLevel::info;
    std::string text;
};
// What was logged last since set_up_logging(), the newest first: at most `limit` lines, of the last
// kLogLinesKept. For a screen of the team. From any thread.
inline constexpr std::size_t kLogLinesKept = 200;
std::vector<LogLine> last_log_lines(std::size_t limit);

// "no_space: /var/lib/…: cannot write: …", for a log line.
std::string describe(const Error& error);

}  // namespace qp::native
