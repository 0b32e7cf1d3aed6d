// SPDX-License-Identifier: EUPL-1.2
// The app with many ideas on the phone: saving one, searching, opening again without a network.
import { setTimeout as sleep } from "node:timers/promises";

import { freePort } from "../../house/city_and_devices.ts";
import { Phone } from "../e2e/phone.ts";
import { CountingProxy } from "./counting_proxy.ts";
import { noteOpening, openedMs } from "./opening.ts";
import { heapMb } from "./phone_heap.ts";
import { median, percentile } from "./row.ts";

const saves = 300;
export const reopenings = 7;
export const warmUps = 20;
const takeOverMs = 120_000;

// What somebody types: the beginnings of words in the ideas' titles.
export const prefixes = [
  ...["Bänke", "Trinkbrunnen", "Fahrradständer", "Lampen", "Hochbeete", "Bücherboxen", "Spielgeräte", "Bäume"],
  ...["Zebrastreifen", "Mülleimer", "Lastenräder", "Ladestationen", "Lesecafés", "Reparaturtage", "Grüne"],
  ...["Kesselbrink", "Sparrenburg", "Obersee", "Siegfriedplatz", "Altstadt", "Grundschule", "Wochenmarkt"],
].flatMap((word) => Array.from({ length: word.length - 2 }, (_, more) => word.slice(0, more + 3).toLowerCase()));

export interface IdeaFigures {
  saveMs: number; // p99, the form was opened before, as it always is in the app
  searchMs: number; // p99
  reopenMs: number; // median
}
interface OwnFigures extends IdeaFigures {
  reopenReadyMs: number; // median
  saveUnpreparedMs: number; // p99, as where nothing was made ahead when the form opened
  heapMb: number; // after all of that
}

// What is saved, the warm-ups first.
export function newIdeas(): { title: string; text: string }[] {
  return Array.from({ length: saves + warmUps }, (_, number) => ({
    title: `Mehr Bänke am Kesselbrink, Nummer ${number}`,
    text: "Viele Menschen kommen hier jeden Tag vorbei, und im Sommer ist es zu heiß zum Warten.",
  }));
}

// Hands out the app's own worker, to which the bench then speaks as the page does.
function holdWorker(): void {
  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      (window as unknown as { heldWorker: Worker }).heldWorker = this;
    }
  };
}

// Milliseconds of each, one after the other, from the page's message to the reply that it gets.
function timeMessages(phone: Phone, messages: object[]): Promise<number[]> {
  return phone.page.evaluate(async (all) => {
    const worker = (window as unknown as { heldWorker: Worker }).heldWorker;
    const took: number[] = [];
    for (const [index, message] of all.entries()) {
      const id = 1_000_000_000 + index;
      const begun = performance.now();
      const reply = await new Promise<{ ok: boolean; code?: string }>((done) => {
        const hear = ({ data }: MessageEvent<{ id?: number; reply: { ok: boolean } }>) => {
          if (data.id !== id) return;
          worker.removeEventListener("message", hear);
          done(data.reply);
        };
        worker.addEventListener("message", hear);
        worker.postMessage({ id, message });
      });
      took.push(performance.now() - begun);
      if (!reply.ok) throw new Error(JSON.stringify(reply));
    }
    return took;
  }, messages);
}

const reader = { lang: "de", quarter: "city" };
const view = { ...reader, kind: "view", view: "ideas", theme: "", ring: "", in_quarter: "", order: "", limit: 20 };

async function holdsAll(phone: Phone, ideas: number): Promise<void> {
  await phone.open("/ideen");
  await phone.isCoreReady();
  const until = Date.now() + takeOverMs;
  const count = () => phone.page.locator(".count").innerText();
  await phone.page.locator('[data-id="sync-line"][data-content="here"]').waitFor({ state: "attached", timeout: takeOverMs });
  for (; !(await count()).replace(/\D/g, "").includes(String(ideas)); await sleep(200))
    if (Date.now() > until) throw new Error(`the phone holds ${await count()}, not ${ideas}`);
  await phone.isInstalled();
}

interface Reopened {
  shownMs: number; // the list of ideas is there: as it was looked at last, or as the core makes it
  readyMs: number; // the core has answered: from here on it searches, and tells how long ago things were
}

// From the address, out of the phone's own store.
async function reopen(wire: CountingProxy, profile: string): Promise<Reopened> {
  const again = await Phone.start(wire.url, { profile });
  try {
    await noteOpening(again, { list: ".idea-card", core: "html[data-core=ready]" });
    const begun = Date.now();
    void again.open("/ideen").catch(() => undefined);
    return { shownMs: await openedMs(again, "list", begun), readyMs: await openedMs(again, "core", begun) };
  } finally {
    await again.stop();
  }
}

export async function measureIdeas(city: string, ideas: number): Promise<OwnFigures> {
  const wire = await CountingProxy.open(city);
  const port = await freePort();
  const phone = await Phone.start(wire.url, { args: [`--remote-debugging-port=${port}`] });
  try {
    await phone.context.addInitScript(holdWorker);
    await holdsAll(phone, ideas);
    // Without a network, as in a cellar: nothing is sent meanwhile.
    wire.cut();
    const idea = { ...reader, kind: "save_idea", in_quarter: "mitte", theme: "quality_of_stay" };
    const texts = newIdeas().map((written) => ({ ...idea, ...written }));
    const unprepared = (await timeMessages(phone, texts)).slice(warmUps);
    // The form asks for the draft when it opens, and the core makes the receipt's code ahead then.
    const opened = { ...reader, kind: "draft" };
    const both = await timeMessages(phone, texts.flatMap((text) => [opened, text]));
    const saved = both.filter((_, index) => index % 2 === 1).slice(warmUps);
    const searched = await timeMessages(phone, prefixes.map((search) => ({ ...view, search })));
    const heap = await heapMb(port, phone.page.url());
    await phone.stop();
    const reopened: Reopened[] = [];
    for (let time = 0; time < reopenings; ++time) reopened.push(await reopen(wire, phone.profile));
    return {
      saveMs: percentile(saved, 99),
      saveUnpreparedMs: percentile(unprepared, 99),
      searchMs: percentile(searched, 99),
      reopenMs: median(reopened.map(({ shownMs }) => shownMs)),
      reopenReadyMs: median(reopened.map(({ readyMs }) => readyMs)),
      heapMb: heap,
    };
  } finally {
    await phone.stop().catch(() => undefined);
    wire.cut();
    phone.forget();
  }
}
