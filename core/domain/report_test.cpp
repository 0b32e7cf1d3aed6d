// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/report.h"

#include <doctest/doctest.h>

#include <string>

namespace qp::domain {

TEST_CASE("each reason is found by its slug, and no other word is one") {
    for (const ReportReason reason : kReportReasons)
        CHECK(find_report_reason(slug(reason)) == reason);
    CHECK_FALSE(find_report_reason(""));
    CHECK_FALSE(find_report_reason("Insult"));
}

TEST_CASE("a report needs a reason and no words; too many are not cut off") {
    CHECK_FALSE(is_complete({}));
    CHECK(is_complete({ReportReason::other, ""}));
    CHECK(is_complete({ReportReason::insult, " " + std::string(kReportTextMax, 'x') + "\n"}));
    CHECK_FALSE(is_complete({ReportReason::insult, std::string(kReportTextMax + 1, 'x')}));
    CHECK(cleaned({ReportReason::other, " a\tb\nc\a "}).text.find('\a') == std::string::npos);
}

}  // namespace qp::domain
