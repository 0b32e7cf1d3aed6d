// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>
#include <string>
#include <string_view>

namespace qp::city::storage {

// What the program's log says from here on. Before whatever writes into it from threads of its own.
class KeptLog {
public:
    KeptLog() {
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_, true);
        spdlog::set_default_logger(std::make_shared<spdlog::logger>("", std::move(sink)));
    }
    ~KeptLog() { spdlog::set_default_logger(before_); }
    KeptLog(const KeptLog&) = delete;
    KeptLog& operator=(const KeptLog&) = delete;

    std::size_t said(std::string_view words) const {
        std::istringstream lines{text_.str()};
        std::size_t count = 0;
        for (std::string line; std::getline(lines, line);)
            count += line.find(words) != std::string::npos;
        return count;
    }

private:
    std::ostringstream text_;
    std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
};

}  // namespace qp::city::storage
