// SPDX-License-Identifier: EUPL-1.2
// The same work for each peer, with its own clients: durable locally first, then pushed. Only the
// pushes are timed, as of ours.
import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Program } from "../../../house/program.ts";
import { CountingPipe, countingSyncs, processMs } from "../counting.ts";
import type { PushFigures } from "../push_figures.ts";

export const peersFolder = import.meta.dirname;
export const arePeersInstalled = () => existsSync(join(peersFolder, "node_modules/.package-lock.json"));

export interface PeerClient {
  write(texts: string[]): Promise<void>; // into its own store
  push(): Promise<void>; // returns when the server has taken everything
  close(): Promise<void>;
}

export interface Peer {
  name: string;
  server: Program;
  port: number;
  connect(port: number): Promise<PeerClient>;
}

export type Load = { clients: number; operations: number; inRounds: boolean; seconds: number; wallSecondsMax: number };

// 100 characters, different each time.
let texts = 0;
const text = () =>
  `Am Abend Nummer ${++texts} haben wir weitergebaut; wer mithelfen will, kommt einfach vorbei und bringt Werkzeug mit, bitte.`.slice(
    0,
    100,
  );
const someTexts = (count: number) => Array.from({ length: count }, text);

type Timed = { operations: number; seconds: number };

async function pushInRounds(clients: PeerClient[], load: Load): Promise<Timed> {
  const timed = { operations: 0, seconds: 0 };
  const until = performance.now() + load.wallSecondsMax * 1000;
  while (timed.seconds < load.seconds && performance.now() < until) {
    for (const client of clients) await client.write(someTexts(load.operations));
    const begun = performance.now();
    await Promise.all(clients.map((client) => client.push()));
    timed.seconds += (performance.now() - begun) / 1000;
    timed.operations += clients.length * load.operations;
  }
  return timed;
}

// Each client goes on with its own. What it takes to write locally is left out: the seconds are those
// that a client spent pushing, on average.
async function pushFreely(clients: PeerClient[], load: Load): Promise<Timed> {
  let operations = 0;
  let pushing = 0;
  const until = performance.now() + load.seconds * 1000;
  const run = async (client: PeerClient) => {
    do {
      await client.write(someTexts(load.operations));
      const begun = performance.now();
      await client.push();
      pushing += (performance.now() - begun) / 1000;
      operations += load.operations;
    } while (performance.now() < until);
  };
  await Promise.all(clients.map(run));
  return { operations, seconds: pushing / clients.length };
}

async function withClients<T>(
  peer: Peer,
  port: number,
  count: number,
  act: (clients: PeerClient[]) => Promise<T>,
): Promise<T> {
  const clients: PeerClient[] = [];
  for (let number = 0; number < count; ++number) clients.push(await peer.connect(port));
  try {
    return await act(clients);
  } finally {
    for (const client of clients) await client.close();
  }
}

export async function measurePeer(peer: Peer, load: Load): Promise<PushFigures> {
  const push = load.inRounds ? pushInRounds : pushFreely;
  const { timed, cpu } = await withClients(peer, peer.port, load.clients, async (clients) => {
    const before = processMs(peer.server.pid);
    return { timed: await push(clients, load), cpu: processMs(peer.server.pid) - before };
  });
  const short = { ...load, seconds: 0.2, wallSecondsMax: 5 };
  const pipe = await CountingPipe.open(peer.port);
  const counted = await withClients(peer, pipe.port, load.clients, async (clients) => {
    const before = { up: pipe.up, down: pipe.down };
    let operations = 0;
    const syncs = await countingSyncs(peer.server.pid, async () => {
      operations = (await push(clients, short)).operations;
    });
    return { up: (pipe.up - before.up) / operations, down: (pipe.down - before.down) / operations, syncs, operations };
  });
  pipe.close();
  return {
    opsPerSecond: timed.operations / timed.seconds,
    cpuMsPerOp: cpu / timed.operations,
    bytesUpPerOp: counted.up,
    bytesDownPerOp: counted.down,
    syncsPer1000Ops: counted.syncs === null ? null : (counted.syncs / counted.operations) * 1000,
  };
}
