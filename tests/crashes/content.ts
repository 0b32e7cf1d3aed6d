// SPDX-License-Identifier: EUPL-1.2
// What is public: the same on every device as at the city, and words that were taken back in no file of anybody.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const scopes = "('city', 'mitte')"; // what the devices of this test hold

// Each entity as the file has it, tombstones left out: a device that began with a snapshot never had them.
export function publicContent(folder: string, file: string): string[] {
  const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 5000 });
  try {
    const rows = database
      .prepare(
        `SELECT kind, lower(hex(id)) AS id, seq, scope, version, lower(hex(payload)) AS payload FROM entities
         WHERE payload IS NOT NULL AND scope IN ${scopes} ORDER BY kind, id`,
      )
      .all();
    return rows.map((row) => JSON.stringify(row));
  } finally {
    database.close();
  }
}

export function assertSameContent(device: string, held: string[], atCity: string[]): void {
  const city = new Set(atCity);
  const own = new Set(held);
  const missing = atCity.filter((row) => !own.has(row));
  const unknown = held.filter((row) => !city.has(row));
  assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] }, `${device} shows what the city shows`);
}

// Files below `folder` that hold any of these words; one that goes away meanwhile holds none.
export function filesWith(words: string[], folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    try {
      const path = join(folder, name);
      return statSync(path).isFile() && words.some((word) => readFileSync(path).includes(word));
    } catch {
      return false;
    }
  });
}
