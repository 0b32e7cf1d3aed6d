// SPDX-License-Identifier: EUPL-1.2
// Every text-like file of dist with .br and .gz beside it, so that the city server compresses nothing
// while a phone waits. A compressed form that saves nothing is not written.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "../dist");
const kinds = new Set([".html", ".js", ".css", ".svg", ".wasm", ".json", ".webmanifest", ".txt"]);

let raw = 0;
let sent = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  raw += bytes.length;
  if (!kinds.has(extname(entry.name))) {
    sent += bytes.length;
    continue;
  }
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  if (brotli.length < bytes.length) writeFileSync(`${path}.br`, brotli);
  if (gzip.length < bytes.length) writeFileSync(`${path}.gz`, gzip);
  sent += Math.min(brotli.length, bytes.length);
}
console.log(`dist: ${Math.round(raw / 1024)} kB, compressed ${Math.round(sent / 1024)} kB`);
