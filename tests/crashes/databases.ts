// SPDX-License-Identifier: EUPL-1.2
// Databases as a crash has left them: read from copies, with the log beside them, by SQL of our own and none of
// the programs' code.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type Row = Record<string, string | number | null>;

// While nobody writes it. The rows come from a file that is known to be sound.
export function rows(folder: string, file: string, ...queries: string[]): Row[][] {
  const copy = mkdtempSync(join(tmpdir(), "quartierpuls-copy-"));
  try {
    for (const ending of ["", "-wal"])
      if (existsSync(join(folder, file + ending))) copyFileSync(join(folder, file + ending), join(copy, file + ending));
    const database = new DatabaseSync(join(copy, file));
    const found = database.prepare("PRAGMA integrity_check").all() as Row[];
    assert.deepEqual(found.map(({ integrity_check: said }) => said), ["ok"], `${join(folder, file)} is sound`);
    const answers = queries.map((sql) => database.prepare(sql).all() as Row[]);
    database.close();
    return answers;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

// Every database in the folder but snapshots on their way, which are fetched anew, and nothing set aside as
// unusable, which the programs do where they cannot read a file.
export function checkAll(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".db") && file !== "snapshot.db") rows(folder, file);
    assert.doesNotMatch(file, /\.aside-/, `${folder} holds no file that could not be read`);
  }
}

// What one query finds in a file that a program is writing right now.
export function oneNumber(folder: string, file: string, sql: string): number {
  const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 5000 });
  try {
    return Number((database.prepare(sql).get() as { n: number }).n);
  } finally {
    database.close();
  }
}
