// SPDX-License-Identifier: EUPL-1.2
// What somebody finds wrong with an idea, for the editors: the form, and what is said once it is
// saved.
#pragma once

#include "core/domain/report.h"
#include "core/views/view.h"

namespace qp::views {

struct IdeaReportView {
    std::string id;
    std::string title;  // "Idee melden"
    Text idea;          // which one
    std::string lead;
    std::string reasons_label;
    std::vector<Choice> reasons;
    std::string reason_fault;  // in words; empty while nothing was pressed
    std::string text_label;
    std::string text_hint;
    std::string text_value;
    std::string text_count;  // "noch 1 000 Zeichen"
    std::string text_fault;
    std::string privacy;  // who reads it
    std::string submit;
    std::string cancel;
    std::string reported;  // how far this device's report got; set: there is no form
};
// Unset: no such idea. `is_pressed`: the person pressed submit, so faults are named.
Result<std::optional<IdeaReportView>> idea_report_view(const Context& context, const Id& idea,
                                                       const domain::ReportDraft& draft,
                                                       bool is_pressed);

// After a durable commit only.
struct IdeaReportedView {
    std::string title;  // "Gespeichert"
    std::string text;   // what happens next, with or without network
    std::string done;
};
IdeaReportedView idea_reported_view(const Context& context, const store::Saved& saved);

// What an idea's own view says of it: one of the two, or nothing where it cannot be reported (by
// its author, or without a device).
struct ReportState {
    std::string report;    // "Idee melden"
    std::string reported;  // "Du hast diese Idee gemeldet: bei der Stadt angekommen"
};
Result<ReportState> report_state(const Context& context, const Id& idea);

}  // namespace qp::views
