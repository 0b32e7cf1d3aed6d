// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/report.h"

#include "core/base/utf8.h"

namespace qp::domain {

std::string_view slug(ReportReason reason) {
    switch (reason) {
        case ReportReason::insult:
            return "insult";
        case ReportReason::personal_data:
            return "personal_data";
        case ReportReason::advertising:
            return "advertising";
        case ReportReason::dangerous:
            return "dangerous";
        case ReportReason::other:
            break;
    }
    return "other";
}

std::optional<ReportReason> find_report_reason(std::string_view wanted) {
    for (const ReportReason reason : kReportReasons)
        if (slug(reason) == wanted) return reason;
    return std::nullopt;
}

bool is_text_too_long(const ReportDraft& draft) {
    return utf8::length(utf8::trimmed(draft.text)) > kReportTextMax;
}

bool is_complete(const ReportDraft& draft) {
    return draft.reason && !is_text_too_long(draft);
}

ReportDraft cleaned(ReportDraft draft) {
    draft.text = utf8::trimmed(utf8::without_control(draft.text, utf8::LineBreaks::keep));
    return draft;
}

}  // namespace qp::domain
