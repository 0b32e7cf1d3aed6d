// SPDX-License-Identifier: EUPL-1.2
// What kiosks and relays report: of closed polls, and of themselves.
#include <limits>

#include "core/ops/payloads.h"
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

namespace {
// Anybody can sign such an operation, and a device may report before the city is told of it.
constexpr std::int64_t kReportsOfUnknownMax = 100'000;
}  // namespace

std::int64_t OperationLog::reports_max(const ops::PublicKey& author) const {
    return heard_always_.count(author) != 0 ? std::numeric_limits<std::int64_t>::max()
                                            : kReportsOfUnknownMax;
}

Status OperationLog::note_drained(const ops::PublicKey& author, const ops::Operation& operation,
                                  Instant now) {
    const auto report = ops::decode_poll_drained(operation.payload);
    if (!report) return {};  // kept as it is; nobody can read anything from it
    // On its way while this city was restored: true of the city as it was, ballots may be missing
    // here, and the device says it anew once it has brought them.
    auto note = database_.prepare(
        "INSERT INTO drained(poll, author, ballots, taken_at) SELECT ?1, ?2, ?3, ?4"
        " WHERE (SELECT count(*) FROM drained) < ?5"
        " AND (?6 IS NULL OR ?6 = (SELECT value FROM meta WHERE key = 'server_epoch'))"
        " ON CONFLICT DO UPDATE SET ballots = ?3, taken_at = ?4");
    if (!note) return fail(note.error());
    note->bind(1, report->poll).bind(2, BytesView{author}).bind(3, report->ballots);
    if (report->server_epoch) note->bind(6, report->server_epoch->view());
    return note->bind(4, ms(now)).bind(5, reports_max(author)).run();
}

Result<std::optional<DrainedReport>> OperationLog::drained(const Id& poll,
                                                           const ops::PublicKey& author) {
    auto find =
        database_.prepare("SELECT ballots, taken_at FROM drained WHERE poll = ?1 AND author = ?2");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, poll).bind(2, BytesView{author}).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<DrainedReport>{};
    return std::optional<DrainedReport>{
        DrainedReport{static_cast<std::uint64_t>(find->integer(0)), instant(find->integer(1))}};
}

// The last to arrive counts: whatever way it took, the next one is a few hours behind it.
Status OperationLog::note_health(const ops::PublicKey& author, const ops::Operation& operation,
                                 Instant now) {
    if (!ops::decode_kiosk_health(operation.payload)) return {};
    auto note = database_.prepare(
        "INSERT INTO health(author, report, taken_at) SELECT ?1, ?2, ?3"
        " WHERE (SELECT count(*) FROM health) < ?4"
        " ON CONFLICT DO UPDATE SET report = ?2, taken_at = ?3");
    if (!note) return fail(note.error());
    note->bind(1, BytesView{author}).bind(2, operation.payload).bind(3, ms(now));
    return note->bind(4, reports_max(author)).run();
}

Result<std::optional<HealthReport>> OperationLog::health(const ops::PublicKey& author) {
    auto find = database_.prepare("SELECT report, taken_at FROM health WHERE author = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, BytesView{author}).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<HealthReport>{};
    auto health = ops::decode_kiosk_health(find->blob(0));
    if (!health) return fail(Code::damaged, "a health report in operations.db");
    return std::optional<HealthReport>{HealthReport{std::move(*health), instant(find->integer(1))}};
}

}  // namespace qp::city::storage
