// SPDX-License-Identifier: EUPL-1.2
// Keeps the index tables of the public content in step with its entities. Works within a
// transaction that its caller holds.
#pragma once

#include "core/base/result.h"
#include "core/domain/entity.h"
#include "core/store/database.h"
#include "core/store/word_index.h"

namespace qp::store {

class EntityIndex {
public:
    explicit EntityIndex(Database& database) : database_{database}, words_{database} {}

    // `number`: of the row in entities. False: the payload does not decode, or is another entity's.
    Result<bool> add(std::int64_t number, domain::EntityKind kind, const Id& id, BytesView payload);
    // REQUIRES: add() said true for the same payload.
    Status remove(std::int64_t number, domain::EntityKind kind, const Id& id, BytesView payload);
    // Writes what the search needs to know. Once, before the transaction commits.
    Status flush() { return words_.flush(); }
    // All indexes anew, from the entities alone.
    Status rebuild();

private:
    Result<bool> add_idea(std::int64_t number, const Id& id, BytesView payload);
    Status remove_idea(std::int64_t number, BytesView payload);
    Result<std::int64_t> free_key(std::int64_t second);
    Status count_idea(int theme, std::string_view quarter, int ring, int by);
    Result<bool> add_actor(std::int64_t number, const Id& id, BytesView payload);
    Result<bool> add_project(std::int64_t number, const Id& id, BytesView payload);
    Result<bool> add_series(std::int64_t number, const Id& id, BytesView payload);
    Status remove_series(BytesView payload);
    Result<bool> add_tally(const Id& id, BytesView payload);
    Status set_supports(const Id& idea, std::optional<std::uint32_t> supports);
    Status remove_row(const char* sql, std::int64_t number);
    Status clear();

    Database& database_;
    WordWriter words_;
};

}  // namespace qp::store
