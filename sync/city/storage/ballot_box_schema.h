// SPDX-License-Identifier: EUPL-1.2
// The tables of ballots.db, version by version.
#pragma once

#include <array>

#include "core/store/database.h"

namespace qp::city::storage {

inline constexpr std::array<store::Migration, 2> kBallotBoxMigrations{
    {{1, R"(
CREATE TABLE ballot(
    poll BLOB NOT NULL,
    nullifier BLOB NOT NULL,
    revision INTEGER NOT NULL,
    choice INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    is_tallied INTEGER NOT NULL,
    is_of_known_poll INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(poll, nullifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_untallied ON ballot(poll) WHERE is_tallied = 0;
CREATE INDEX ballot_unknown ON ballot(poll) WHERE is_of_known_poll = 0;
)"},
     // Which ballots were not in a tally yet, and which came
     // before their poll was known, told of their time.
     {2, R"(
CREATE TABLE ballot_2(
    poll BLOB NOT NULL,
    nullifier BLOB NOT NULL,
    revision INTEGER NOT NULL,
    choice INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(poll, nullifier)
) STRICT, WITHOUT ROWID;
CREATE TABLE unknown_poll(poll BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO ballot_2 SELECT poll, nullifier, revision, choice, channel, hash, bytes FROM ballot;
INSERT INTO unknown_poll SELECT DISTINCT poll FROM ballot WHERE is_of_known_poll = 0;
DROP TABLE ballot;
ALTER TABLE ballot_2 RENAME TO ballot;
)"}}};

}  // namespace qp::city::storage
