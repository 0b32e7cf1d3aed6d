// SPDX-License-Identifier: EUPL-1.2
// pouchdb-server with PouchDB's own replication from and to local databases.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { freePort } from "../../../house/city_and_devices.ts";
import { Program } from "../../../house/program.ts";
import { type Peer, type PeerClient, peersFolder } from "./peer.ts";

interface Replicated {
  ok: boolean;
  docs_written: number;
}
interface Replication {
  to(target: string, options: object): Promise<Replicated>;
  from(source: string, options: object): Promise<Replicated>;
}
interface PouchDatabase {
  bulkDocs(documents: object[]): Promise<{ ok?: boolean }[]>;
  info(): Promise<{ doc_count: number }>;
  replicate: Replication;
  close(): Promise<void>;
}
interface PouchDB {
  new (name: string, options?: object): PouchDatabase;
  plugin(plugin: unknown): PouchDB;
}

let pouch: PouchDB | undefined;

function load(): PouchDB {
  if (pouch) return pouch;
  const need = createRequire(join(peersFolder, "package.json"));
  const part = (name: string) => {
    const module = need(name);
    return module.default ?? module;
  };
  pouch = part("pouchdb-core") as PouchDB;
  for (const name of ["pouchdb-adapter-http", "pouchdb-adapter-leveldb", "pouchdb-replication"]) pouch.plugin(part(name));
  return pouch;
}

export interface PouchServer extends Peer {
  url: string;
}

export async function startPouchServer(folder: string): Promise<PouchServer> {
  mkdirSync(join(folder, "server"), { recursive: true });
  const port = await freePort();
  // Without this it logs into whatever folder we stand in.
  writeFileSync(join(folder, "config.json"), JSON.stringify({ log: { file: join(folder, "log.txt") } }));
  const server = new Program({
    name: "pouchdb-server",
    command: [
      process.execPath,
      join(peersFolder, "node_modules/pouchdb-server/bin/pouchdb-server"),
      ...["--host", "127.0.0.1", "--port", String(port), "--dir", join(folder, "server"), "--config", join(folder, "config.json")],
    ],
    log: join(folder, "pouchdb-server.log"),
  });
  await server.ready("has started on ");
  const Pouch = load();
  let clients = 0;
  const open = async (through: number): Promise<PeerClient> => {
    const name = `client-${++clients}`;
    const local = new Pouch(join(folder, name), { adapter: "leveldb" });
    const remote = `http://127.0.0.1:${through}/operations`;
    let written = 0;
    let unsent = 0;
    return {
      async write(texts) {
        const documents = texts.map((text) => ({ _id: `${name}-${String(++written).padStart(8, "0")}`, author: name, text }));
        await local.bulkDocs(documents);
        unsent += texts.length;
      },
      async push() {
        const done = await local.replicate.to(remote, { batch_size: 100 });
        if (!done.ok || done.docs_written !== unsent) throw new Error(`pouchdb-server took ${done.docs_written} of ${unsent}`);
        unsent = 0;
      },
      close: () => local.close(),
    };
  };
  // Makes the database on the server, so that no two clients do it at once.
  const first = await open(port);
  await first.write(["x"]);
  await first.push();
  await first.close();
  return { name: "pouchdb-server 4.2.0", server, port, connect: open, url: `http://127.0.0.1:${port}` };
}

// A database of these documents on the server, replicated into a fresh one on disk: documents a second.
export async function measureReplication(peer: PouchServer, folder: string, documents: object[]): Promise<number> {
  const Pouch = load();
  const remote = new Pouch(`${peer.url}/ideas`, { adapter: "http" });
  for (let begin = 0; begin < documents.length; begin += 1000) {
    const put = await remote.bulkDocs(documents.slice(begin, begin + 1000));
    if (!put.every((one) => one.ok)) throw new Error("pouchdb-server did not take every idea");
  }
  const local = new Pouch(join(folder, "fresh"), { adapter: "leveldb" });
  const begun = performance.now();
  await local.replicate.from(`${peer.url}/ideas`, { batch_size: 1000 });
  const seconds = (performance.now() - begun) / 1000;
  const { doc_count } = await local.info();
  await local.close();
  if (doc_count !== documents.length) throw new Error(`PouchDB holds ${doc_count} of ${documents.length} ideas`);
  return documents.length / seconds;
}
