// SPDX-License-Identifier: EUPL-1.2
// The half of the log that editors use.
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

Result<std::vector<LoggedOperation>> OperationLog::read_operations(store::Statement& statement) {
    std::vector<LoggedOperation> result;
    for (;;) {
        const auto row = statement.step();
        if (!row) return fail(row.error());
        if (!*row) return result;
        LoggedOperation logged;
        logged.city_seq = static_cast<std::uint64_t>(statement.integer(0));
        logged.chain = statement.integer(1);
        const auto author = to_array<32>(statement.blob(2));
        const auto epoch = to_array<8>(statement.blob(3));
        auto operation = ops::decode_operation(statement.blob(5));
        if (!author || !epoch || !operation)
            return fail(Code::damaged,
                        "operation " + std::to_string(logged.city_seq) + " in operations.db");
        logged.key = {*author, *epoch, static_cast<std::uint32_t>(statement.integer(4))};
        logged.operation = std::move(*operation);
        result.push_back(std::move(logged));
    }
}

Result<std::vector<LoggedOperation>> OperationLog::waiting(std::uint32_t limit) {
    // The newest text of a chain says it all; older ones of the same chain are passed over.
    auto statement = database_.prepare(
        "SELECT city_seq, chain, author, epoch, seq, item FROM operation AS text"
        " JOIN chain ON chain.id = text.chain"
        " WHERE text.is_waiting = 1 AND text.type IN (1, 2) AND NOT EXISTS"
        "  (SELECT 1 FROM operation AS later WHERE later.chain = text.chain AND later.seq > "
        "text.seq"
        "   AND later.type IN (1, 2) AND later.is_waiting = 1)"
        " ORDER BY city_seq LIMIT ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, std::int64_t{limit});
    return read_operations(*statement);
}

Result<std::vector<LoggedOperation>> OperationLog::reports(std::uint32_t limit) {
    auto statement = database_.prepare(
        "SELECT city_seq, chain, author, epoch, seq, item FROM operation"
        " JOIN chain ON chain.id = operation.chain"
        " WHERE is_waiting = 1 AND type = 4 ORDER BY city_seq LIMIT ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, std::int64_t{limit});
    return read_operations(*statement);
}

Result<std::optional<LoggedOperation>> OperationLog::latest_text(ChainId chain) {
    auto statement = database_.prepare(
        "SELECT city_seq, chain, author, epoch, seq, item FROM operation"
        " JOIN chain ON chain.id = operation.chain"
        " WHERE chain = ?1 AND type IN (1, 2) AND is_erased = 0 ORDER BY seq DESC LIMIT 1");
    if (!statement) return fail(statement.error());
    statement->bind(1, chain);
    auto found = read_operations(*statement);
    if (!found) return fail(found.error());
    if (found->empty()) return std::optional<LoggedOperation>{};
    return std::optional<LoggedOperation>{std::move(found->front())};
}

Result<std::optional<DecidedIdea>> OperationLog::decided(const Id& idea) {
    auto statement = database_.prepare("SELECT chain, scope, lookup_tag FROM idea WHERE id = ?1");
    if (!statement) return fail(statement.error());
    const auto row = statement->bind(1, idea).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<DecidedIdea>{};
    DecidedIdea found{idea, statement->integer(0), std::string{statement->text(1)}, {}};
    if (!statement->is_null(2)) found.lookup_tag = to_array<16>(statement->blob(2));
    return std::optional<DecidedIdea>{std::move(found)};
}

Result<std::vector<Id>> OperationLog::decided_ids(std::uint32_t limit) {
    auto statement = database_.prepare(
        "SELECT id FROM idea UNION ALL SELECT id FROM project_update WHERE state <> 0 LIMIT ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, std::int64_t{limit});
    std::vector<Id> ids;
    for (;;) {
        const auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return ids;
        ids.push_back(statement->id(0));
    }
}

Result<bool> OperationLog::is_withdrawn(ChainId chain) {
    auto statement = database_.prepare("SELECT is_withdrawn FROM chain WHERE id = ?1");
    if (!statement) return fail(statement.error());
    const auto row = statement->bind(1, chain).step();
    if (!row) return fail(row.error());
    return *row && statement->integer(0) != 0;
}

Status OperationLog::mark_decided(const DecidedIdea& idea, std::uint64_t city_seq) {
    const auto held = decided(idea.idea);
    if (!held) return fail(held.error());
    if (*held && (*held)->chain != idea.chain)
        return fail(Code::conflict, "another contribution has the idea id " + idea.idea.hex());
    const auto withdrawn = is_withdrawn(idea.chain);
    if (!withdrawn) return fail(withdrawn.error());
    if (*withdrawn) return fail(Code::conflict, "its author has withdrawn it");
    auto insert = database_.prepare(
        "INSERT INTO idea(id, chain, scope, lookup_tag) VALUES(?1, ?2, ?3, ?4)"
        " ON CONFLICT(id) DO UPDATE SET scope = ?3, lookup_tag = coalesce(?4, lookup_tag)");
    if (!insert) return fail(insert.error());
    insert->bind(1, idea.idea).bind(2, idea.chain).bind(3, std::string_view{idea.scope});
    if (idea.lookup_tag)
        insert->bind(4, BytesView{*idea.lookup_tag});
    else
        insert->bind_null(4);
    if (auto done = insert->run(); !done) return done;
    auto done = database_.prepare(
        "UPDATE operation SET is_waiting = 0 WHERE chain = ?1 AND city_seq <= ?2 AND type IN (1, "
        "2)");
    if (!done) return fail(done.error());
    return done->bind(1, idea.chain).bind(2, static_cast<std::int64_t>(city_seq)).run();
}

Status OperationLog::settle_reports(const std::vector<std::uint64_t>& city_seqs) {
    for (const std::uint64_t number : city_seqs) {
        const auto city_seq = static_cast<std::int64_t>(number);
        std::optional<ops::Operation> report;
        {
            auto find = database_.prepare(
                "SELECT item FROM operation WHERE city_seq = ?1 AND type = 4 AND is_erased = 0");
            if (!find) return fail(find.error());
            const auto row = find->bind(1, city_seq).step();
            if (!row) return fail(row.error());
            if (!*row) continue;
            auto operation = ops::decode_operation(find->blob(0));
            if (!operation) return fail(Code::damaged, "an operation in operations.db");
            report = std::move(*operation);
        }
        if (auto done = erase(city_seq, *report); !done) return done;
    }
    return {};
}

Result<OperationLog::Counts> OperationLog::counts() {
    auto statement = database_.prepare(
        "SELECT (SELECT count(*) FROM operation),"
        " (SELECT count(*) FROM operation WHERE is_waiting = 1 AND type IN (1, 2, 5)),"
        " (SELECT count(*) FROM quarantine),"
        " (SELECT count(*) FROM operation WHERE is_skewed = 1),"
        " (SELECT count(*) FROM operation WHERE is_held = 1)");
    if (!statement) return fail(statement.error());
    const auto row = statement->step();
    if (!row) return fail(row.error());
    return Counts{static_cast<std::uint64_t>(statement->integer(0)),
                  static_cast<std::uint64_t>(statement->integer(1)),
                  static_cast<std::uint64_t>(statement->integer(2)),
                  static_cast<std::uint64_t>(statement->integer(3)),
                  static_cast<std::uint64_t>(statement->integer(4))};
}

}  // namespace qp::city::storage
