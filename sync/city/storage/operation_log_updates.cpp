// SPDX-License-Identifier: EUPL-1.2
// What innovators tell of their projects, and whose key is enrolled for which of them.
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

namespace {

constexpr std::uint8_t kVersionKnown = 1;

Result<std::optional<Id>> project_of(store::Database& database, const ops::PublicKey& author) {
    auto find = database.prepare("SELECT project FROM innovator WHERE author = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, BytesView{author}).step();
    if (!row) return fail(row.error());
    return *row ? std::optional{find->id(0)} : std::optional<Id>{};
}

LoggedUpdate update_of(const store::Statement& row) {
    return {row.id(0), row.id(1), static_cast<std::uint64_t>(row.integer(2)),
            static_cast<LoggedUpdate::State>(row.integer(3)), instant(row.integer(4))};
}

}  // namespace

Status OperationLog::enroll_innovator(const ops::PublicKey& author, const Id& project,
                                      Instant now) {
    const auto revoked = is_revoked(author);
    if (!revoked) return fail(revoked.error());
    if (*revoked) return fail(Code::conflict, "this key is revoked: keys reinstate it first");
    auto enroll = database_.prepare(
        "INSERT INTO innovator(author, project, at) VALUES(?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET project = ?2, at = ?3");
    if (!enroll) return fail(enroll.error());
    return enroll->bind(1, BytesView{author}).bind(2, project).bind(3, ms(now)).run();
}

Result<std::vector<Innovator>> OperationLog::innovators() {
    auto find = database_.prepare(
        "SELECT innovator.author, project, innovator.at, revoked.author IS NOT NULL "
        "FROM innovator LEFT JOIN revoked ON revoked.author = innovator.author "
        "ORDER BY innovator.at, innovator.author");
    if (!find) return fail(find.error());
    std::vector<Innovator> found;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return found;
        Innovator innovator;
        innovator.author = to_array<32>(find->blob(0)).value_or(ops::PublicKey{});
        innovator.project = find->id(1);
        innovator.enrolled_at = instant(find->integer(2));
        innovator.is_revoked = find->integer(3) != 0;
        found.push_back(innovator);
    }
}

// Anybody can sign such an operation: what is nobody's to say must not lie here, nor before an
// editor.
Result<std::optional<Code>> OperationLog::refusal_of_update(const ops::PublicKey& author,
                                                            const ops::Operation& operation) {
    const auto project = project_of(database_, author);
    if (!project) return fail(project.error());
    if (!*project) return std::optional{Code::refused};
    if (operation.is_erased()) return std::optional<Code>{};
    const auto update = ops::decode_project_update(operation.payload);
    if (update && update->project != **project) return std::optional{Code::refused};
    // A later version is kept until it can be read.
    if (!update && operation.version <= kVersionKnown) return std::optional{Code::malformed};
    return std::optional<Code>{};
}

// The first with its id is the update; another one under that id is kept, and nothing follows.
Status OperationLog::note_update(const LoggedOperation& taken) {
    if (taken.operation.is_erased()) return {};
    const auto update = ops::decode_project_update(taken.operation.payload);
    if (!update) return {};  // of a later version: it waits, and is listed as what nobody can read
    const auto city_seq = static_cast<std::int64_t>(taken.city_seq);
    auto note = database_.prepare(
        "INSERT INTO project_update(id, project, city_seq) VALUES(?1, ?2, ?3)"
        " ON CONFLICT DO NOTHING");
    if (!note) return fail(note.error());
    if (auto done = note->bind(1, update->update).bind(2, update->project).bind(3, city_seq).run();
        !done)
        return done;
    if (database_.changes() > 0) return {};
    auto pass = database_.prepare("UPDATE operation SET is_waiting = 0 WHERE city_seq = ?1");
    if (!pass) return fail(pass.error());
    return pass->bind(1, city_seq).run();
}

Result<std::vector<LoggedOperation>> OperationLog::waiting_updates(std::uint32_t limit) {
    auto statement = database_.prepare(
        "SELECT city_seq, chain, author, epoch, seq, item FROM operation"
        " JOIN chain ON chain.id = operation.chain"
        " WHERE is_waiting = 1 AND type = 5 ORDER BY city_seq LIMIT ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, std::int64_t{limit});
    return read_operations(*statement);
}

Result<std::optional<LoggedUpdate>> OperationLog::update(const Id& id) {
    auto find = database_.prepare(
        "SELECT id, project, city_seq, state, decided_at FROM project_update WHERE id = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, id).step();
    if (!row) return fail(row.error());
    return *row ? std::optional{update_of(*find)} : std::optional<LoggedUpdate>{};
}

Result<std::optional<LoggedOperation>> OperationLog::update_text(const Id& id) {
    auto statement = database_.prepare(
        "SELECT operation.city_seq, chain, author, epoch, seq, item FROM project_update"
        " JOIN operation ON operation.city_seq = project_update.city_seq"
        " JOIN chain ON chain.id = operation.chain WHERE project_update.id = ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, id);
    auto found = read_operations(*statement);
    if (!found) return fail(found.error());
    if (found->empty()) return std::optional<LoggedOperation>{};
    return std::optional{std::move(found->front())};
}

Status OperationLog::mark_update(const Id& id, LoggedUpdate::State state, Instant now) {
    auto mark =
        database_.prepare("UPDATE project_update SET state = ?2, decided_at = ?3 WHERE id = ?1");
    if (!mark) return fail(mark.error());
    mark->bind(1, id).bind(2, static_cast<std::int64_t>(state)).bind(3, ms(now));
    if (auto done = mark->run(); !done) return done;
    auto decided = database_.prepare(
        "UPDATE operation SET is_waiting = 0"
        " WHERE city_seq = (SELECT city_seq FROM project_update WHERE id = ?1)");
    if (!decided) return fail(decided.error());
    return decided->bind(1, id).run();
}

Result<std::vector<LoggedUpdate>> OperationLog::shown_updates(const Id& project) {
    auto find = database_.prepare(
        "SELECT id, project, city_seq, state, decided_at FROM project_update"
        " WHERE project = ?1 AND state = 1 ORDER BY decided_at");
    if (!find) return fail(find.error());
    find->bind(1, project);
    std::vector<LoggedUpdate> shown;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return shown;
        shown.push_back(update_of(*find));
    }
}

}  // namespace qp::city::storage
