// SPDX-License-Identifier: EUPL-1.2
// How feed, city server and kiosk are configured and started: the one place that knows their command
// lines and configuration files. Everything listens on this machine only.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { Program } from "./program.ts";

export const root = resolve(import.meta.dirname, "..");

export type Place = {
  build: string; // folder of a native build: build/dev, build/release
  folder: string; // databases, keys, configuration and logs
};

// The wanted port where nobody listens on it, else any free one.
export async function freePort(wanted = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((done, failed) => {
      const probe = createServer();
      probe.once("error", failed);
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address ? address.port : 0));
      });
    });
  return tryPort(wanted).catch(() => tryPort(0));
}

// A TOML file of `key = value` lines; a table is an object.
export function toml(values: Record<string, unknown>): string {
  const tables = Object.entries(values).filter(([, value]) => typeof value === "object" && !Array.isArray(value));
  const plain = Object.entries(values).filter(([, value]) => typeof value !== "object" || Array.isArray(value));
  const lines = plain.map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  for (const [name, table] of tables) lines.push("", `[${name}]`, toml(table as Record<string, unknown>).trimEnd());
  return `${lines.join("\n")}\n`;
}
