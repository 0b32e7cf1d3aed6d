// SPDX-License-Identifier: EUPL-1.2
// The tables of the public content. `entities` is the source; the others are indexes that
// rebuild_indexes can make again.
#pragma once

#include <array>

#include "core/store/database.h"

namespace qp::store {

// Raised whenever fold() or what is indexed changes: the indexes are then made again on opening.
inline constexpr int kIndexVersion = 1;

inline constexpr std::array<Migration, 1> kContentMigrations{{{1, R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entities(
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    is_damaged INTEGER NOT NULL DEFAULT 0,
    payload BLOB,
    UNIQUE(kind, id)
) STRICT;
CREATE INDEX entities_by_seq ON entities(seq, scope);
CREATE INDEX entities_by_kind ON entities(kind, seq);
CREATE INDEX entities_damaged ON entities(number) WHERE is_damaged <> 0;

-- `key` ascends with the time of publication, so that the newest are found from the end, by the search
-- as well: second << 10, and a number within the second.
CREATE TABLE ideas(
    key INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL UNIQUE,
    theme INTEGER NOT NULL,
    quarter TEXT NOT NULL,
    ring INTEGER NOT NULL,
    supports INTEGER
) STRICT;
CREATE INDEX ideas_by_theme ON ideas(theme, key);
CREATE INDEX ideas_by_quarter ON ideas(quarter, key);
CREATE INDEX ideas_by_ring ON ideas(ring, key);
CREATE INDEX ideas_by_supports ON ideas(supports, key);
CREATE TABLE idea_counts(
    theme INTEGER NOT NULL,
    quarter TEXT NOT NULL,
    ring INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY(theme, quarter, ring)
) STRICT, WITHOUT ROWID;

CREATE TABLE actors(
    key INTEGER PRIMARY KEY,
    sort TEXT NOT NULL,
    sector INTEGER NOT NULL,
    themes INTEGER NOT NULL
) STRICT;
CREATE INDEX actors_by_sort ON actors(sort);

CREATE TABLE projects(
    key INTEGER PRIMARY KEY,
    touched_at INTEGER NOT NULL,
    themes INTEGER NOT NULL
) STRICT;
CREATE INDEX projects_by_time ON projects(touched_at);

CREATE TABLE series(
    datastream BLOB NOT NULL,
    day INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY(datastream, day)
) STRICT, WITHOUT ROWID;

-- Words are folded before they come here, so that blanks alone part them. No positions and no text:
-- nothing but which word stands where, and secure-delete takes that away at once.
CREATE VIRTUAL TABLE idea_words USING fts5(words, content='', detail=none, prefix='2 3',
                                           tokenize='ascii');
CREATE VIRTUAL TABLE actor_words USING fts5(words, content='', detail=none, prefix='2',
                                            tokenize='ascii');
CREATE VIRTUAL TABLE project_words USING fts5(words, content='', detail=none, prefix='2',
                                              tokenize='ascii');
INSERT INTO idea_words(idea_words, rank) VALUES('secure-delete', 1);
INSERT INTO actor_words(actor_words, rank) VALUES('secure-delete', 1);
INSERT INTO project_words(project_words, rank) VALUES('secure-delete', 1);

-- The vocabulary, with how many entries hold each word: for typing errors and likeness.
CREATE TABLE vocabulary(
    shelf INTEGER NOT NULL,
    word TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY(shelf, word)
) STRICT, WITHOUT ROWID;
)sql"}}};

}  // namespace qp::store
