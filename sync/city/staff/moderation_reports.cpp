// SPDX-License-Identifier: EUPL-1.2
// What residents report of what is public: a list for the editors, and an end to each report.
#include <algorithm>

#include "sync/city/staff/moderation.h"
#include "sync/city/storage/storage.h"

namespace qp::city::staff {

using domain::EntityKind;

Result<std::vector<ReportedEntity>> Moderation::waiting_reports() {
    const auto logged = parts_.log.reports(kWaitingMax);
    if (!logged) return fail(logged.error());
    std::vector<ReportedEntity> entities;
    for (const storage::LoggedOperation& operation : *logged) {
        // Of a newer version, or nobody's to read: it stays as it is.
        const auto payload = opened(operation);
        if (!payload) continue;
        auto report = ops::decode_report(*payload);
        if (!report) continue;
        const auto kind = static_cast<EntityKind>(report->subject_kind);
        auto entity = std::find_if(entities.begin(), entities.end(), [&](const auto& known) {
            return known.kind == kind && known.id == report->subject;
        });
        if (entity == entities.end())
            entity = entities.insert(entity, ReportedEntity{kind, report->subject, {}, {}});
        entity->reports.push_back({operation.city_seq, ops::time_of(operation.operation.hlc),
                                   std::move(report->reason), std::move(report->text)});
    }
    return entities;
}

Result<std::vector<std::uint64_t>> Moderation::reports_of(const Id& reported) {
    const auto entities = waiting_reports();
    if (!entities) return fail(entities.error());
    std::vector<std::uint64_t> city_seqs;
    for (const ReportedEntity& entity : *entities)
        if (entity.id == reported)
            for (const ResidentReport& report : entity.reports)
                city_seqs.push_back(report.city_seq);
    return city_seqs;
}

Result<bool> Moderation::is_public(ReportedEntity& entity) {
    if (entity.kind == EntityKind::idea) {
        auto idea = public_idea(entity.id);
        if (!idea) return fail(idea.error());
        if (*idea) entity.title = std::move((*idea)->title);
        return idea->has_value();
    }
    const auto found = parts_.content.entity(entity.kind, entity.id);
    if (!found) return fail(found.error());
    return *found && (*found)->payload;
}

Status Moderation::settle(const std::vector<std::uint64_t>& reports,
                          store::Transaction transaction) {
    if (auto settled = parts_.log.settle_reports(reports); !settled) return settled;
    if (auto committed = transaction.commit(); !committed) return committed;
    const auto moved = storage::try_checkpoint(parts_.log.database());
    return moved ? Status{} : fail(moved.error());
}

Result<std::vector<ReportedEntity>> Moderation::reports() {
    auto transaction = begin();
    if (!transaction) return fail(transaction.error());
    auto entities = waiting_reports();
    if (!entities) return fail(entities.error());
    std::vector<ReportedEntity> shown;
    std::vector<std::uint64_t> void_ones;
    for (ReportedEntity& entity : *entities) {
        const auto is_shown = is_public(entity);
        if (!is_shown) return fail(is_shown.error());
        if (*is_shown)
            shown.push_back(std::move(entity));
        else
            for (const ResidentReport& report : entity.reports)
                void_ones.push_back(report.city_seq);
    }
    if (auto settled = settle(void_ones, std::move(*transaction)); !settled)
        return fail(settled.error());
    return shown;
}

Status Moderation::dismiss_reports(const Id& reported) {
    auto transaction = begin();
    if (!transaction) return fail(transaction.error());
    const auto reports = reports_of(reported);
    if (!reports) return fail(reports.error());
    if (reports->empty()) return fail(Code::not_found, "nobody reported " + reported.hex());
    const auto idea = public_idea(reported);
    if (!idea) return fail(idea.error());
    if (*idea) {
        // That it was looked at stays in the editor's chain; its status is what it was.
        ops::StaffDecision record;
        record.subject_kind = static_cast<std::uint8_t>(EntityKind::idea);
        record.subject = reported;
        record.status = static_cast<std::uint8_t>((*idea)->status());
        record.reason = "reports dismissed: " + std::to_string(reports->size());
        record.language = "en";
        if (auto logged = log_decision(record); !logged) return logged;
    }
    return settle(*reports, std::move(*transaction));
}

}  // namespace qp::city::staff
