// SPDX-License-Identifier: EUPL-1.2
// The tables of what people entered. The lower half is about a person: on a phone it lies in the
// file, on a kiosk in memory, so that no text, key or choice of anybody ever reaches the kiosk's
// disk.
#pragma once

#include <array>

#include "core/store/database.h"

namespace qp::store {

inline constexpr char kDeviceTables[] = R"sql(
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE city(one INTEGER PRIMARY KEY CHECK(one = 1), id BLOB NOT NULL, keys BLOB NOT NULL) STRICT;

-- state: 0 saved, 1 received, 2 refused (Delivery).
CREATE TABLE outbox(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    first_seq INTEGER NOT NULL,
    operations INTEGER NOT NULL,
    head BLOB NOT NULL,
    hash BLOB NOT NULL,
    batch BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    received_day INTEGER,
    UNIQUE(author, epoch, first_seq)
) STRICT;
CREATE INDEX outbox_waiting ON outbox(number) WHERE state = 0;
CREATE INDEX outbox_refused ON outbox(number) WHERE state = 2;
CREATE INDEX outbox_hash ON outbox(hash);

-- In the order of their hashes, which is random: rows say nothing of who came when. not_before is 0 in
-- a live session. What has been received is kept for pushing again, with the week alone.
CREATE TABLE ballots(
    hash BLOB PRIMARY KEY,
    ballot BLOB NOT NULL,
    not_before INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    received_week INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX ballots_waiting ON ballots(not_before) WHERE state = 0;
)sql";

// About a person: all that a kiosk's database in memory holds.
inline constexpr char kPersonTables[] = R"sql(
CREATE TABLE own_ideas(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    seed BLOB NOT NULL,
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL,
    outbox_number INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    quarter TEXT NOT NULL,
    theme TEXT NOT NULL,
    language TEXT NOT NULL,
    code TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    is_withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE choices(
    poll BLOB PRIMARY KEY,
    choice INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    ballot BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE drafts(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    quarter TEXT NOT NULL,
    theme TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;
)sql";

// Where an idea is meant (domain::text_of), empty: not said. An older program passes over it.
inline constexpr char kPlaceColumns[] = R"sql(
ALTER TABLE own_ideas ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN place TEXT NOT NULL DEFAULT '';
)sql";
inline constexpr char kEditPlaceColumn[] =
    "ALTER TABLE own_edits ADD COLUMN place TEXT NOT NULL DEFAULT '';";

template <std::size_t A, std::size_t B>
constexpr std::array<char, A + B - 1> joined(const char (&a)[A], const char (&b)[B]) {
    std::array<char, A + B - 1> both{};
    for (std::size_t i = 0; i + 1 < A; ++i) both[i] = a[i];
    for (std::size_t i = 0; i < B; ++i) both[A - 1 + i] = b[i];
    return both;
}
inline constexpr auto kFirstTables = joined(kDeviceTables, kPersonTables);
inline constexpr auto kPlaceEverywhere = joined(kPlaceColumns, kEditPlaceColumn);

// What a kiosk forgets when a person leaves. A change to these tables is a migration of both lists.
inline constexpr std::array<Migration, 2> kPersonMigrations{
    {{1, kPersonTables}, {2, kPlaceColumns}}};

inline constexpr std::array<Migration, 9> kLocalMigrations{{{1, kFirstTables.data()},
                                                            {2, R"sql(
-- A relay keeps it and passes it on; the city has not signed for it yet (state 0).
ALTER TABLE outbox ADD COLUMN is_at_relay INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ballots ADD COLUMN is_at_relay INTEGER NOT NULL DEFAULT 0;
DROP INDEX ballots_waiting;
CREATE INDEX ballots_waiting ON ballots(not_before) WHERE state = 0 AND is_at_relay = 0;
CREATE INDEX ballots_at_relay ON ballots(hash) WHERE state = 0 AND is_at_relay = 1;
)sql"},
                                                            {3, R"sql(
-- Days on which the city answered, numbered as they came. received_day is such a number from here on, and
-- received_week a seventh of it: a clock may jump by years, and only days that really came may age what a
-- restored city will want again.
CREATE TABLE city_days(number INTEGER PRIMARY KEY, day INTEGER NOT NULL UNIQUE) STRICT;
UPDATE outbox SET received_day = 0 WHERE state = 1;
UPDATE ballots SET received_week = 0 WHERE state = 1;
-- What the poll allows, the same for all of its ballots: whoever waits for longer was cast under a clock
-- that has been set back since.
ALTER TABLE ballots ADD COLUMN delay_max INTEGER NOT NULL DEFAULT 0;
UPDATE ballots SET delay_max = 86400000 WHERE not_before > 0;
)sql"},
                                                            {4, R"sql(
-- Of the device itself: how far its own chain has got, and what it has reported of closed polls.
CREATE TABLE device_chain(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT;
CREATE TABLE drained(
    poll BLOB PRIMARY KEY,
    ballots INTEGER NOT NULL,
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql"},
                                                            {5, R"sql(
-- Sealed like the text they belong to; each goes out by its author's signature.
CREATE TABLE photos(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    signature BLOB NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    state INTEGER NOT NULL DEFAULT 0,
    received_day INTEGER,
    blob BLOB NOT NULL
) STRICT;
CREATE INDEX photos_waiting ON photos(id) WHERE state = 0;
)sql"},
                                                            {6, R"sql(
-- What an own idea said before the edit with this seq: shown again where the city refuses that one.
CREATE TABLE own_edits(
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    quarter TEXT NOT NULL,
    theme TEXT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY(epoch, seq)
) STRICT, WITHOUT ROWID;
)sql"},
                                                            {7, R"sql(
-- A phone: receipts of ideas handed in elsewhere that its owner follows.
CREATE TABLE followed(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    tag BLOB NOT NULL
) STRICT;
)sql"},
                                                            {8, R"sql(
-- A phone: the keys and chains by which its owner speaks for projects, and what was told so.
CREATE TABLE own_projects(
    project BLOB PRIMARY KEY,
    seed BLOB NOT NULL,
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE own_updates(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    project BLOB NOT NULL,
    outbox_number INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    stage INTEGER,
    help_wanted TEXT,
    saved_at INTEGER NOT NULL
) STRICT;
)sql"},
                                                            {9, kPlaceEverywhere.data()}}};

}  // namespace qp::store
