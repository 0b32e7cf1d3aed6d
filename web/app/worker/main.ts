// SPDX-License-Identifier: EUPL-1.2
// The worker of a tab. Of all tabs' workers one owns the databases (navigator.locks); the others pass
// their page's messages to it, and the next one takes over when its tab closes.
import { Owner } from "./owner.ts";
import {
  type BetweenTabs,
  type CoreEvent,
  type FromWorker,
  isHarmless,
  type Message,
  type Reader,
  type Reply,
  type ToWorker,
} from "../bridge/protocol.ts";

const tab = crypto.getRandomValues(new Uint32Array(4)).join("-");
const channel = new BroadcastChannel("quartierpuls");
const waiting = new Map<number, Message & Reader>(); // asked of another tab, or of nobody yet
const taken = new Set<string>(); // asks of other tabs that this one has taken on, however often they come
let owner: Owner | null = null;
let ownerTab = "";

const lostWithItsTab: Reply = {
  ok: false,
  code: "storage",
  detail: "the tab that held the databases was closed",
};

function toPage(message: FromWorker): void {
  self.postMessage(message);
}
function toTabs(message: BetweenTabs): void {
  channel.postMessage(message);
}

function tellEverybody(event: CoreEvent): void {
  toPage(event);
  toTabs({ tell: event });
}

function ask(id: number, message: Message & Reader): void {
  if (owner) {
    void owner.handle(message).then((reply) => toPage({ id, reply }));
    return;
  }
  waiting.set(id, message);
  toTabs({ ask: { tab, id, message } });
}

// Another worker holds the databases now. Nobody held them before: nothing asked has been heard. Else
// what was asked may have happened or not: looking again is harmless, saving again would save twice,
// so that is said to have failed, and the text stays in its form.
function onOwner(of: string): void {
  if (of === ownerTab) return;
  const isFirst = ownerTab === "";
  ownerTab = of;
  for (const [id, message] of [...waiting]) {
    waiting.delete(id);
    if (isFirst || isHarmless(message)) ask(id, message);
    else toPage({ id, reply: lostWithItsTab });
  }
}

channel.onmessage = ({ data }: MessageEvent<BetweenTabs>) => {
  if ("ask" in data) {
    const { ask: asked } = data;
    const key = `${asked.tab} ${asked.id}`;
    if (!owner || taken.has(key)) return;
    taken.add(key);
    void owner
      .handle(asked.message)
      .then((reply) => toTabs({ answer: { tab: asked.tab, id: asked.id, reply } }));
  } else if ("answer" in data) {
    if (data.answer.tab !== tab || !waiting.delete(data.answer.id)) return;
    toPage({ id: data.answer.id, reply: data.answer.reply });
  } else if ("tell" in data) {
    toPage(data.tell);
  } else if ("wake" in data) {
    owner?.wake();
  } else if (data.owner === "me") {
    onOwner(data.tab);
  } else if (owner) {
    toTabs({ owner: "me", tab });
    toTabs({ tell: { event: "ready", keeping: owner.keeping } });
  }
};

async function own(city: string): Promise<void> {
  try {
    owner = await Owner.start(city, tellEverybody);
  } catch (error) {
    toPage({ event: "failed", detail: String(error) });
    throw error; // gives the lock back
  }
  toTabs({ owner: "me", tab });
  onOwner(tab);
}

function start(city: string): void {
  if (!navigator.locks) {
    void own(city); // an insecure origin: IndexedDB, and the last tab to write wins nothing it lost
    return;
  }
  toTabs({ owner: "who", tab });
  void navigator.locks.request("quartierpuls", async () => {
    await own(city);
    await new Promise(() => undefined); // until this tab closes
  });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ("start" in data) start(data.start.city);
  else if ("wake" in data) owner ? owner.wake() : toTabs({ wake: true });
  else ask(data.id, data.message);
};
