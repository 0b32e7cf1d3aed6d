// SPDX-License-Identifier: EUPL-1.2
// The page's side of the worker: questions with one answer each, and events. The worker starts when it is
// first needed; until it is ready the city makes what it can (city_views.ts).
import { cityView, isOfCity } from "./city_views";
import { startWorker } from "./own_scripts";
import {
  type Answer,
  type CoreEvent,
  type Failure,
  type FromWorker,
  isHarmless,
  type Keeping,
  type Message,
  type Reader,
  type ToWorker,
  type ViewByName,
  type ViewName,
} from "./protocol";
import { noteOwn } from "./purge";

const tabKey = "quartierpuls.tab";
const longMs = 1_000;
// After these something of the reader's own lies here.
const makesOwn = new Set(["save_idea", "report_idea", "cast", "follow_receipt", "make_project_key"]);

// The browser keeps a tab's name over reloads: what its page held passes on to the next one at once.
function nameTab(): { tab: string; predecessor: string } {
  const tab = crypto.getRandomValues(new Uint32Array(4)).join("-");
  try {
    const predecessor = sessionStorage.getItem(tabKey) ?? "";
    sessionStorage.setItem(tabKey, tab);
    return { tab, predecessor };
  } catch {
    return { tab, predecessor: "" }; // a browser that keeps nothing
  }
}

// A page that the browser keeps aside, for who comes back to it, would keep the databases from the page that comes
// next (and Chromium 156 crashes where it takes open files from one). So its worker ends, as with a page that is
// closed; the page that is shown again begins anew.
function endWithPage(worker: Worker): void {
  addEventListener("pagehide", ({ persisted }) => {
    if (persisted) worker.terminate();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}

export class CoreFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.failure = failure;
  }
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(failure: CoreFailure): void;
}

export class Core {
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #city: string;
  #worker: Worker | null = null;
  #isReady = false;
  #keeping: Keeping = "memory";
  #nextId = 1;
  #long = 0; // so many of what was pressed take long

  // `city`: the one that the page came from; empty where it does not say.
  constructor(city: string) {
    this.#city = city;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = startWorker();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#onMessage(data);
    worker.onerror = (error) => this.#tell({ event: "failed", code: "", detail: error.message });
    this.#worker = worker;
    endWithPage(worker);
    this.#post({ start: { city: this.#city, ...nameTab() } });
    return worker;
  }

  async view<N extends ViewName>(
    name: N,
    reader: Reader,
    parameters: Record<string, unknown> = {},
  ): Promise<ViewByName[N]> {
    const isPublic = isOfCity(name, parameters);
    if (!this.#isReady && isPublic) {
      const made = await cityView(name, reader, parameters);
      // Where the core was ready sooner, its own knows what this device holds as well.
      if (made !== undefined && !this.#isReady) return made as ViewByName[N];
    }
    const own = await this.#ask({ ...parameters, kind: "view", view: name }, reader);
    const made = own.lacks_content && isPublic ? await cityView(name, reader, parameters) : undefined;
    return (made ?? own.result) as ViewByName[N];
  }

  // The same for a page that opens later. Undefined where there is nothing to keep.
  async viewToKeep(name: ViewName, reader: Reader, parameters: Record<string, unknown>): Promise<unknown> {
    const own = await this.#ask({ ...parameters, kind: "view", view: name, is_to_keep: true }, reader);
    return own.lacks_content ? undefined : (own.result ?? undefined);
  }

  send(message: Message, reader: Reader): Promise<unknown> {
    const answered = this.#ask(message, reader).then(({ result }) => result);
    if (!isHarmless(message)) this.#watch(answered);
    if (makesOwn.has(message.kind)) answered.then(() => this.#hasOwn(), () => undefined);
    return answered;
  }

  // Whoever pressed something sees that it waits: the tab that holds the databases may be asleep.
  #watch(answered: Promise<unknown>): void {
    let isLong = false;
    const timer = setTimeout(() => {
      isLong = true;
      if (++this.#long === 1) this.#tell({ event: "waiting", isLong });
    }, longMs);
    const end = () => {
      clearTimeout(timer);
      if (isLong && --this.#long === 0) this.#tell({ event: "waiting", isLong: false });
    };
    answered.then(end, end);
  }

  // With something of the reader's own here, ask the browser not to clear us out, and notice if it does.
  #hasOwn(): void {
    if (this.#keeping !== "memory") noteOwn(this.#keeping);
    void navigator.storage?.persist?.();
  }

  #ask(message: Message, reader: Reader): Promise<Answer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ id, message: { ...message, ...reader } });
    });
  }

  // Somebody looks again: a good moment to ask the city.
  wake(): void {
    this.#worker?.postMessage({ wake: true } satisfies ToWorker);
  }

  // Once, when the core is ready or has not come (for want of a network, say).
  onStarted(listener: () => void): () => void {
    const stop = this.onEvent(({ event }) => {
      if (event !== "ready" && event !== "failed") return;
      stop();
      listener();
    });
    return stop;
  }

  onEvent(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #post(message: ToWorker): void {
    this.start().postMessage(message);
  }

  #onMessage(message: FromWorker): void {
    if ("event" in message) {
      this.#tell(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.reply.ok) waiting?.resolve(message.reply);
    else waiting?.reject(new CoreFailure(message.reply));
  }

  #tell(event: CoreEvent): void {
    if (event.event === "ready") {
      this.#isReady = true;
      this.#keeping = event.keeping;
    }
    for (const listener of this.#listeners) listener(event);
  }
}
