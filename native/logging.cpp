// SPDX-License-Identifier: EUPL-1.2
#include "native/logging.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>

namespace qp::native {
namespace {

LogLevel level_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return LogLevel::error;
    if (level == spdlog::level::warn) return LogLevel::warning;
    return level == spdlog::level::info ? LogLevel::info : LogLevel::debug;
}

class LastLines final : public spdlog::sinks::base_sink<std::mutex> {
public:
    std::vector<LogLine> newest(std::size_t limit) {
        const std::lock_guard lock{mutex_};
        const std::size_t count = std::min(limit, lines_.size());
        return {lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(count)};
    }

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto at = std::chrono::time_point_cast<Milliseconds>(message.time);
        const std::size_t size = std::min(message.payload.size(), kLineBytesMax);
        lines_.push_front({at, level_of(message.level), {message.payload.data(), size}});
        if (lines_.size() > kLogLinesKept) lines_.pop_back();
    }
    void flush_() override {}

    static constexpr std::size_t kLineBytesMax = 1000;
    std::deque<LogLine> lines_;
};

std::shared_ptr<LastLines>& last_lines() {
    static std::shared_ptr<LastLines> made;
    return made;
}

}  // namespace

std::vector<LogLine> last_log_lines(std::size_t limit) {
    return last_lines() == nullptr ? std::vector<LogLine>{} : last_lines()->newest(limit);
}

std::optional<LogLevel> find_log_level(std::string_view word) {
    if (word == "debug") return LogLevel::debug;
    if (word == "info") return LogLevel::info;
    if (word == "warning") return LogLevel::warning;
    if (word == "error") return LogLevel::error;
    return std::nullopt;
}

void set_up_logging(std::string_view program, LogLevel level) {
    last_lines() = std::make_shared<LastLines>();
    const spdlog::sinks_init_list sinks{std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                        last_lines()};
    auto logger = std::make_shared<spdlog::logger>(std::string{program}, sinks);
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
