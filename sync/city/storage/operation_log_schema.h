// SPDX-License-Identifier: EUPL-1.2
// The tables of operations.db, version by version.
#pragma once

#include <array>

#include "core/store/database.h"

namespace qp::city::storage {

inline constexpr std::array<store::Migration, 7> kOperationLogMigrations{
    {{1, R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chain(
    id INTEGER PRIMARY KEY,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    is_withdrawn INTEGER NOT NULL DEFAULT 0,
    UNIQUE(author, epoch)
) STRICT;
-- The signature stands once a batch; its operations are kept item by item as they came, so that one
-- can be erased and the chain still checked.
CREATE TABLE batch(
    id INTEGER PRIMARY KEY,
    chain INTEGER NOT NULL REFERENCES chain(id),
    first_seq INTEGER NOT NULL,
    operation_count INTEGER NOT NULL,
    prev_head BLOB,
    signature BLOB NOT NULL
) STRICT;
CREATE TABLE operation(
    city_seq INTEGER PRIMARY KEY,
    chain INTEGER NOT NULL REFERENCES chain(id),
    seq INTEGER NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch(id),
    type INTEGER NOT NULL,
    header_hash BLOB NOT NULL,
    head BLOB NOT NULL,
    item BLOB NOT NULL,
    is_erased INTEGER NOT NULL,
    is_skewed INTEGER NOT NULL,
    is_waiting INTEGER NOT NULL,
    UNIQUE(chain, seq)
) STRICT;
CREATE INDEX operation_waiting ON operation(type, city_seq) WHERE is_waiting = 1;
CREATE TABLE quarantine(
    id INTEGER PRIMARY KEY,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    header_hash BLOB NOT NULL UNIQUE,
    batch BLOB NOT NULL
) STRICT;
CREATE TABLE idea(
    id BLOB PRIMARY KEY,
    chain INTEGER NOT NULL UNIQUE REFERENCES chain(id),
    scope TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE publication(
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    payload BLOB
) STRICT;
)"},
     // Both halves of taking an operation look a batch up by its chain.
     {2, "CREATE INDEX batch_chain ON batch(chain, first_seq);"},
     {3, R"(
CREATE TABLE drained(
    poll BLOB NOT NULL,
    author BLOB NOT NULL,
    ballots INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY(poll, author)
) STRICT, WITHOUT ROWID;
)"},
     {4, R"(
ALTER TABLE operation ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0;
CREATE INDEX operation_held ON operation(chain) WHERE is_held = 1;
CREATE TABLE revoked(author BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
ALTER TABLE idea ADD COLUMN lookup_tag BLOB;
)"},
     {5, R"(
CREATE TABLE blob(
    chain INTEGER NOT NULL REFERENCES chain(id),
    hash BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    PRIMARY KEY(chain, hash)
) STRICT, WITHOUT ROWID;
)"},
     {6, R"(
CREATE TABLE health(
    author BLOB PRIMARY KEY,
    report BLOB NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)"},
     {7, R"(
CREATE TABLE innovator(
    author BLOB PRIMARY KEY,
    project BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- state: LoggedUpdate::State.
CREATE TABLE project_update(
    id BLOB PRIMARY KEY,
    project BLOB NOT NULL,
    city_seq INTEGER NOT NULL REFERENCES operation(city_seq),
    state INTEGER NOT NULL DEFAULT 0,
    decided_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX project_update_project ON project_update(project, decided_at) WHERE state = 1;
)"}}};

}  // namespace qp::city::storage
