// SPDX-License-Identifier: EUPL-1.2
// What the app holds of memory, by the browser's own snapshots of the page and its workers: objects, buffers, what
// the browser keeps for them, and the core's WebAssembly memory, in which SQLite works. (Runtime.queryObjects would
// name that memory alone, and ends Chromium 156 when asked of a worker.)
import { DevTools } from "./devtools.ts";

interface Snapshot {
  snapshot: { meta: { node_fields: string[] } };
  nodes: number[]; // so many numbers each as there are fields
}

const megabyte = 1024 * 1024;

function bytesOf({ snapshot, nodes }: Snapshot): number {
  const fields = snapshot.meta.node_fields;
  const size = fields.indexOf("self_size");
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) bytes += nodes[node + size] ?? NaN;
  return bytes;
}

// Of the page at this address.
export async function heapMb(port: number, url: string): Promise<number> {
  const devtools = await DevTools.open(port);
  try {
    let bytes = 0;
    for (const { session } of await devtools.pageWithWorkers(url))
      bytes += bytesOf(JSON.parse(await devtools.heapSnapshot(session)) as Snapshot);
    return bytes / megabyte;
  } finally {
    devtools.close();
  }
}
