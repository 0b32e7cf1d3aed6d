// SPDX-License-Identifier: EUPL-1.2
// What the city holds, read from its databases beside the running server: the last word on "exactly once".
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const submitted = 1; // operation type idea.submit (sync/protocol)

function all(folder: string, file: string, sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  try {
    return database.prepare(sql).all(...values) as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

export function countIdeas(cityData: string): number {
  const [row] = all(cityData, "operations.db", "SELECT count(*) AS n FROM operation WHERE type = ?", submitted);
  return Number(row?.n);
}

// Ballots of one poll that stand, each of another person.
export function countBallots(cityData: string, poll: string): number {
  const [row] = all(
    cityData,
    "ballots.db",
    "SELECT count(*) AS n FROM ballot WHERE lower(hex(poll)) = ? AND choice > 0",
    poll,
  );
  return Number(row?.n);
}
