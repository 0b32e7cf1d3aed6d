// SPDX-License-Identifier: EUPL-1.2
// What the .cpp files of Content share.
#pragma once

#include <optional>
#include <string_view>

#include "core/store/content.h"
#include "core/store/entity_index.h"

namespace qp::store {

struct Content::Impl {
    explicit Impl(Database opened) : database{std::move(opened)} {}

    Result<std::optional<Bytes>> meta(std::string_view key);
    Status set_meta(std::string_view key, BytesView value);
    // Where the program indexes otherwise than the one that wrote the file.
    Status renew_indexes();

    // After something was erased: its words must not stay in the log either. Somebody who reads is
    // waited for a little; then the next apply tries again.
    void empty_log_where_owed();

    Result<std::vector<Latest>> latest(const std::vector<domain::Station>& stations);

    // Every sound entity of a kind, in no particular order.
    template <class T>
    Result<std::vector<T>> all_of(domain::EntityKind kind, Result<T> (*decode)(BytesView)) {
        auto statement = database.prepare(
            "SELECT payload FROM entities WHERE kind = ?1 AND payload IS NOT NULL "
            "AND is_damaged = 0 ORDER BY number");
        if (!statement) return fail(statement.error());
        statement->bind(1, static_cast<int>(kind));
        std::vector<T> all;
        for (;;) {
            auto row = statement->step();
            if (!row) return fail(row.error());
            if (!*row) return all;
            if (auto item = decode(statement->blob(0))) all.push_back(std::move(*item));
        }
    }

    Database database;
    bool owes_empty_log = true;  // at first for what an earlier run erased
};

}  // namespace qp::store
