// SPDX-License-Identifier: EUPL-1.2
// What a program tells its operator: lines on standard error, times in UTC, in English. Never a
// resident's words, a receipt code or a ballot. Everything else uses spdlog directly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace qp::native {

enum class LogLevel { debug, info, warning, error };
std::optional<LogLevel> find_log_level(
    std::string_view word);  // "debug", "info", "warning", "error"

// Once, first thing in main(). `program` opens each line: "quartierpuls-kiosk".
void set_up_logging(std::string_view program, LogLevel level);

// "no_space: /var/lib/…: cannot write: …", for a log line.
std::string describe(const Error& error);

}  // namespace qp::native
