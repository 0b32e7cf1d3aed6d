// SPDX-License-Identifier: EUPL-1.2
// turso's sync server (tursodb --sync-server) with its own embedded databases as clients.
import { mkdirSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { freePort } from "../../../house/city_and_devices.ts";
import { Program } from "../../../house/program.ts";
import { eventually } from "../../e2e/eventually.ts";
import { type Peer, type PeerClient, peersFolder } from "./peer.ts";

interface Statement {
  run(...values: unknown[]): Promise<unknown>;
}
interface Database {
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<Statement>;
  pull(): Promise<boolean>;
  push(): Promise<void>;
  close(): Promise<void>;
}
interface Turso {
  connect(options: { path: string; url: string; clientName: string }): Promise<Database>;
}

const load = async (): Promise<Turso> =>
  import(pathToFileURL(join(peersFolder, "node_modules/@tursodatabase/sync/dist/promise.js")).href);

const listens = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connectSocket(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("close", () => socket.destroy()).setTimeout(200, () => socket.end());
  });

export async function startTurso(folder: string): Promise<Peer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const architecture = process.arch === "arm64" ? "arm64" : "x64";
  const binary = join(peersFolder, `node_modules/@tursodatabase/cli-linux-${architecture}-gnu/tursodb`);
  const server = new Program({
    name: "turso",
    command: [binary, "--sync-server", `127.0.0.1:${port}`, join(folder, "server.db")],
    log: join(folder, "turso.log"),
  });
  await eventually("turso listens", () => listens(port), 20_000);
  const { connect } = await load();
  let clients = 0;
  const open = async (through: number): Promise<PeerClient> => {
    const name = `client-${++clients}`;
    const url = `http://127.0.0.1:${through}`;
    const database = await connect({ path: join(folder, `${name}.db`), url, clientName: name });
    if (clients === 1) {
      await database.exec("CREATE TABLE operation(id TEXT PRIMARY KEY, author TEXT, text TEXT)");
      await database.push();
    }
    const insert = await database.prepare("INSERT INTO operation VALUES(?, ?, ?)");
    let written = 0;
    return {
      async write(texts) {
        await database.exec("BEGIN");
        for (const text of texts) await insert.run(`${name}-${String(++written).padStart(8, "0")}`, name, text);
        await database.exec("COMMIT");
      },
      push: () => database.push(),
      close: () => database.close(),
    };
  };
  // The first one makes the table; those that come later find it when they connect.
  const first = await open(port);
  await first.close();
  return { name: "turso 0.6.0", server, port, connect: open };
}
