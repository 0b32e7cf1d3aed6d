// SPDX-License-Identifier: EUPL-1.2
// PouchDB in the same browser with the same ideas: saving one, searching, opening again. Its page, its script and its
// data come from this machine; nothing of them is checked, sealed or signed.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { root } from "../../house/city_and_devices.ts";
import { Phone } from "../e2e/phone.ts";
import { noteOpening, openedMs } from "./opening.ts";
import { type IdeaFigures, newIdeas, prefixes, reopenings, warmUps } from "./phone_ideas.ts";
import { median, percentile } from "./row.ts";

const folder = join(root, "tests/bench/browser");
const batch = 1000;

interface Idea {
  _id: string;
  title: string;
  text: string;
}
interface Peer {
  fill(ideas: Idea[]): Promise<void>;
  index(): Promise<void>;
  save(ideas: Idea[]): Promise<number[]>;
  search(prefixes: string[]): Promise<number[]>;
}

const page = `<!doctype html><meta charset="utf-8"><title>peer</title><ul></ul>
<script src="/pouchdb.min.js"></script><script type="module" src="/page.js"></script>`;
const files: Record<string, { type: string; read(): Buffer }> = {
  "/": { type: "text/html", read: () => Buffer.from(page) },
  "/page.js": { type: "text/javascript", read: () => readFileSync(join(folder, "pouchdb_page.js")) },
  "/pouchdb.min.js": {
    type: "text/javascript",
    read: () => readFileSync(join(folder, "node_modules/pouchdb/dist/pouchdb.min.js")),
  },
};

export function pouchdbVersion(): string {
  const text = readFileSync(join(folder, "node_modules/pouchdb/package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

async function serve(): Promise<{ url: string; stop(): void }> {
  const server = createServer((asked, answered) => {
    const file = files[asked.url ?? ""];
    answered.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" });
    answered.end(file?.read());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const isReady = (phone: Phone) => phone.page.waitForFunction(() => document.documentElement?.dataset.peer === "ready");

async function fill(phone: Phone, ideas: Idea[]): Promise<void> {
  for (let from = 0; from < ideas.length; from += batch)
    await phone.page.evaluate(
      (some) => (window as unknown as { peer: Peer }).peer.fill(some),
      ideas.slice(from, from + batch),
    );
  await phone.page.evaluate(() => (window as unknown as { peer: Peer }).peer.index());
}

async function reopen(url: string, profile: string): Promise<number> {
  const again = await Phone.start(url, { profile });
  try {
    await noteOpening(again, { list: ".idea" });
    const begun = Date.now();
    void again.open("/").catch(() => undefined);
    return await openedMs(again, "list", begun);
  } finally {
    await again.stop();
  }
}

// `published`: as the open data gives them, newest last.
export async function measurePouchdb(published: object[]): Promise<IdeaFigures> {
  const site = await serve();
  const phone = await Phone.start(site.url);
  const keyed = (ideas: object[], from: number) =>
    ideas.map((idea, index) => ({ ...idea, _id: String(from + index).padStart(9, "0") }) as Idea);
  try {
    await phone.open("/");
    await isReady(phone);
    await fill(phone, keyed(published, 0));
    const saved = await phone.page.evaluate(
      (ideas) => (window as unknown as { peer: Peer }).peer.save(ideas),
      keyed(newIdeas(), published.length),
    );
    const searched = await phone.page.evaluate(
      (all) => (window as unknown as { peer: Peer }).peer.search(all),
      prefixes,
    );
    await phone.stop();
    const reopened: number[] = [];
    for (let time = 0; time < reopenings; ++time) reopened.push(await reopen(site.url, phone.profile));
    return {
      saveMs: percentile(saved.slice(warmUps), 99),
      searchMs: percentile(searched, 99),
      reopenMs: median(reopened),
    };
  } finally {
    await phone.stop().catch(() => undefined);
    phone.forget();
    site.stop();
  }
}
