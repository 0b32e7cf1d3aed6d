// SPDX-License-Identifier: EUPL-1.2
// What the app holds of memory: the page's and the worker's JavaScript after a collection, their buffers, and the
// core's WebAssembly memory, in which SQLite works.
import { DevTools } from "./devtools.ts";

interface Usage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

const megabyte = 1024 * 1024;

async function webAssemblyBytes(devtools: DevTools, session: string): Promise<number> {
  const { result } = await devtools.send<{ result: { objectId: string } }>(
    "Runtime.evaluate",
    { expression: "WebAssembly.Memory.prototype" },
    session,
  );
  const { objects } = await devtools.send<{ objects: { objectId: string } }>(
    "Runtime.queryObjects",
    { prototypeObjectId: result.objectId },
    session,
  );
  const sum = await devtools.send<{ result: { value: number } }>(
    "Runtime.callFunctionOn",
    {
      objectId: objects.objectId,
      functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
      returnByValue: true,
    },
    session,
  );
  return sum.result.value;
}

// Of the page at this address.
export async function heapMb(port: number, url: string): Promise<number> {
  const devtools = await DevTools.open(port);
  try {
    let bytes = 0;
    for (const { session } of await devtools.pageWithWorkers(url)) {
      await devtools.send("HeapProfiler.collectGarbage", {}, session);
      const usage = await devtools.send<Usage>("Runtime.getHeapUsage", {}, session);
      const core = await webAssemblyBytes(devtools, session);
      bytes += usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0) + core;
    }
    return bytes / megabyte;
  } finally {
    devtools.close();
  }
}
