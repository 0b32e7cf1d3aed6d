// SPDX-License-Identifier: EUPL-1.2
// What a resident finds wrong with something public, for the editors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qp::domain {

enum class ReportReason : std::uint8_t { insult, personal_data, advertising, dangerous, other };
inline constexpr std::array kReportReasons{ReportReason::insult, ReportReason::personal_data,
                                           ReportReason::advertising, ReportReason::dangerous,
                                           ReportReason::other};
// Stands in operations: it never changes.
std::string_view slug(ReportReason reason);
std::optional<ReportReason> find_report_reason(std::string_view slug);

inline constexpr std::size_t kReportTextMax = 1000;  // code points

// What a person has chosen and written so far.
struct ReportDraft {
    std::optional<ReportReason> reason;
    std::string text;  // may stay empty
    bool operator==(const ReportDraft&) const = default;
};
bool is_text_too_long(const ReportDraft& draft);
// A reason, and a text that is not too long.
bool is_complete(const ReportDraft& draft);
// The text without control characters and outer blanks.
ReportDraft cleaned(ReportDraft draft);

}  // namespace qp::domain
