// SPDX-License-Identifier: EUPL-1.2
#include "native/logging.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace qp::native {

std::optional<LogLevel> find_log_level(std::string_view word) {
    if (word == "debug") return LogLevel::debug;
    if (word == "info") return LogLevel::info;
    if (word == "warning") return LogLevel::warning;
    if (word == "error") return LogLevel::error;
    return std::nullopt;
}

void set_up_logging(std::string_view program, LogLevel level) {
    auto logger = std::make_shared<spdlog::logger>(
        std::string{program}, std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %n %l: %v", spdlog::pattern_time_type::utc);
    logger->set_level(level == LogLevel::debug     ? spdlog::level::debug
                      : level == LogLevel::info    ? spdlog::level::info
                      : level == LogLevel::warning ? spdlog::level::warn
                                                   : spdlog::level::err);
    // A line that stays in a buffer when the program dies is the one that was needed.
    logger->flush_on(spdlog::level::debug);
    spdlog::set_default_logger(std::move(logger));
}

std::string describe(const Error& error) {
    return error.detail.empty() ? std::string{name(error.code)}
                                : std::string{name(error.code)} + ": " + error.detail;
}

}  // namespace qp::native
