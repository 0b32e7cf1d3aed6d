// SPDX-License-Identifier: EUPL-1.2
// The worker of a tab. Of all tabs' workers one owns the databases (by navigator.locks, or by a lease
// where a page without HTTPS has none); the others pass their page's messages to it, and the next one
// takes over when its tab is gone.
import { Lease, LeaseLost } from "./lease.ts";
import type { Tenure } from "./open_files.ts";
import { Owner, TooNew } from "./owner.ts";
import {
  type BetweenTabs,
  type CoreEvent,
  type FromWorker,
  isHarmless,
  type Message,
  type Reader,
  type Reply,
  type Start,
  type ToWorker,
} from "../bridge/protocol.ts";

interface Waiting {
  message: Message & Reader;
  askedOf: string; // the tab; empty: nobody has heard it
}

const startAgainFirstMs = 2_000;
const startAgainMaxMs = 5 * 60_000;

const channel = new BroadcastChannel("quartierpuls");
const waiting = new Map<number, Waiting>();
let tab = "";
let owner: Owner | null = null;
let ownerTab = ""; // empty: nobody is known to own
let ownerTerm = 0;
let isLeaving = false; // the device's files are being deleted
let isTooNew = false; // a newer version of the app wrote the databases

function toPage(message: FromWorker): void {
  self.postMessage(message);
}
function toTabs(message: BetweenTabs): void {
  channel.postMessage(message);
}

function tellEverybody(event: CoreEvent): void {
  if (event.event === "leaving") isLeaving = true;
  toPage(event);
  toTabs({ tell: event, tab });
}

function announce(mine: Owner): void {
  toTabs({ owner: "me", tab, term: mine.term });
  toTabs({ tell: { event: "ready", keeping: mine.keeping, isNew: false }, tab });
}

// Null: it has not happened, since the databases are another tab's by now.
async function serve(by: Owner, message: Message & Reader): Promise<Reply | null> {
  try {
    return await by.handle(message);
  } catch {
    giveUp(by);
    return null;
  }
}

function ask(id: number, message: Message & Reader): void {
  if (owner) {
    void serve(owner, message).then((reply) => (reply ? toPage({ id, reply }) : ask(id, message)));
    return;
  }
  // Nobody can say how long it would wait.
  if (isTooNew && !ownerTab) return toPage({ id, reply: { ok: false, code: "too_new", detail: message.kind } });
  waiting.set(id, { message, askedOf: ownerTab });
  if (ownerTab) toTabs({ ask: { of: ownerTab, tab, id, message } });
}

// Another worker holds the databases now. What the last one was asked may have happened or not: looking
// again is harmless, saving again would save twice, so that is said to have failed, and the text stays
// in its form.
function onOwner(of: string, term: number): void {
  if (of === ownerTab || term < ownerTerm) return;
  ownerTab = of;
  ownerTerm = term;
  isTooNew = false;
  for (const [id, { message, askedOf }] of [...waiting]) {
    waiting.delete(id);
    const isSafe = askedOf === "" || isHarmless(message);
    ask(id, isSafe ? message : { ...message, kind: "save_failed", code: "storage" });
  }
}

function giveUp(former: Owner): void {
  former.end();
  if (owner === former) owner = null;
  forgetOwner(tab);
}

function forgetOwner(of: string): void {
  if (ownerTab !== of) return;
  ownerTab = "";
  toTabs({ owner: "who" });
}

function onAnswer(id: number, reply: Reply | null): void {
  const asked = waiting.get(id);
  if (!asked) return;
  waiting.delete(id);
  if (reply) {
    toPage({ id, reply });
    return;
  }
  forgetOwner(asked.askedOf);
  ask(id, asked.message);
}

channel.onmessage = ({ data }: MessageEvent<BetweenTabs>) => {
  if ("ask" in data) {
    const { of, tab: from, id, message } = data.ask;
    if (of !== tab) return;
    const answered = owner ? serve(owner, message) : Promise.resolve(null);
    void answered.then((reply) => toTabs({ answer: { tab: from, id, reply } }));
  } else if ("answer" in data) {
    if (data.answer.tab === tab) onAnswer(data.answer.id, data.answer.reply);
  } else if ("tell" in data) {
    if (data.tab === ownerTab) toPage(data.tell);
    if (data.tell.event === "leaving") isLeaving = true;
    if (data.tell.event === "erased") self.close();
  } else if ("wake" in data) {
    owner?.wake();
  } else if (data.owner === "who") {
    if (owner) announce(owner);
  } else if (!owner) {
    onOwner(data.tab, data.term);
  } else if (data.term > owner.term) {
    owner.doubt();
  } else if (data.term < owner.term) {
    announce(owner); // it slept, and does not know yet
  }
};

// Tried again later, by a page of the newer version sooner than by this one.
function fail(error: unknown): void {
  isTooNew = error instanceof TooNew;
  const code = isTooNew ? "too_new" : "storage";
  toPage({ event: "failed", code, detail: String(error) });
  if (!isTooNew) return;
  ownerTab = ""; // whoever it was is gone: the files were free
  for (const [id, { message }] of [...waiting]) {
    waiting.delete(id);
    ask(id, message);
  }
}

// Null: it did not come to it, which the page was told unless another tab is the owner by now.
async function own(city: string, tenure: Tenure): Promise<Owner | null> {
  try {
    const mine = await Owner.start(city, tenure, tellEverybody);
    owner = mine;
    announce(mine);
    onOwner(tab, mine.term);
    return mine;
  } catch (error) {
    if (!(error instanceof LeaseLost)) fail(error);
    return null;
  }
}

// What failed for want of a network, or of room, is tried again: nobody has to load the page anew.
function patience(): () => Promise<void> {
  let ms = startAgainFirstMs;
  return () => {
    const wait = ms;
    ms = Math.min(2 * ms, startAgainMaxMs);
    return new Promise((resolve) => setTimeout(resolve, wait));
  };
}

async function ownByLease({ city, predecessor }: Start): Promise<void> {
  const wait = patience();
  for (let before = predecessor; ; before = "") {
    const lease = await Lease.take(tab, before).catch(() => null);
    if (isLeaving) return; // until this page is loaded anew
    const mine = await own(city, lease);
    if (mine && !lease) return; // for good: nothing is kept that another tab could want
    if (mine) {
      await lease?.lost;
      giveUp(mine);
    } else {
      await lease?.release();
      await wait();
    }
  }
}

async function ownByLock({ city }: Start): Promise<void> {
  for (const wait = patience(); ; await wait())
    await navigator.locks.request("quartierpuls", async () => {
      if (await own(city, "lock")) await new Promise(() => undefined); // until this tab closes
    });
}

function start(how: Start): void {
  tab = how.tab;
  toTabs({ owner: "who" });
  void (navigator.locks ? ownByLock(how) : ownByLease(how));
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ("start" in data) start(data.start);
  else if ("wake" in data) owner ? owner.wake() : toTabs({ wake: true });
  else ask(data.id, data.message);
};
