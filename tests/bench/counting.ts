// SPDX-License-Identifier: EUPL-1.2
// What a server does while clients push to it: processor time, fsyncs, bytes on the wire.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../../house/city_and_devices.ts";

// Of all threads of a process, user and system. The kernel counts in ticks of 10 ms.
export function processMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

// Counts the calls of fsync and fdatasync of a running process, all of its threads. Each call of any
// kind costs more meanwhile: no speed is measured under it. Unknown (null) without strace.
export async function countingSyncs(pid: number, act: () => Promise<void>): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-strace-"));
  const file = join(folder, "calls");
  const strace = spawn("strace", ["-f", "-c", "-e", "trace=fsync,fdatasync", "-o", file, "-p", String(pid)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    if (!(await isAttached(strace))) return null;
    await act();
    strace.kill("SIGINT");
    await once(strace, "exit");
    return [...readFileSync(file, "utf8").matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$/gm)]
      .map((line) => Number(line[1]))
      .reduce((sum, calls) => sum + calls, 0);
  } finally {
    if (strace.exitCode === null) strace.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isAttached(strace: ChildProcess): Promise<boolean> {
  let said = "";
  return new Promise((done) => {
    strace.once("error", () => done(false));
    strace.once("exit", () => done(false));
    strace.stderr?.on("data", (piece: Buffer) => {
      said += piece;
      if (said.includes("attached")) done(true);
    });
  });
}

// Passes bytes on to a server of this machine and counts them, both ways, header fields and all.
export class CountingPipe {
  up = 0;
  down = 0;
  readonly port: number;
  readonly #server: Server;

  private constructor(port: number, server: Server) {
    this.port = port;
    this.#server = server;
  }

  static async open(target: number): Promise<CountingPipe> {
    const port = await freePort();
    const server = createServer((here) => {
      const there = connect(target, "127.0.0.1");
      here.on("data", (piece) => {
        pipe.up += piece.length;
        there.write(piece);
      });
      there.on("data", (piece) => {
        pipe.down += piece.length;
        here.write(piece);
      });
      here.on("close", () => there.destroy()).on("error", () => there.destroy());
      there.on("end", () => here.end()).on("error", () => here.destroy());
    });
    const pipe = new CountingPipe(port, server);
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    return pipe;
  }

  close(): void {
    this.#server.close();
  }
}
