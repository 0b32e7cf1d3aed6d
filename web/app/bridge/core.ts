// SPDX-License-Identifier: EUPL-1.2
// The page's side of the worker: questions with one answer each, and events.
import type {
  CoreEvent,
  Failure,
  FromWorker,
  Message,
  Reader,
  ToWorker,
  ViewByName,
  ViewName,
} from "./protocol";

const tabKey = "quartierpuls.tab";

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

export class CoreFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.failure = failure;
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(failure: CoreFailure): void;
}

export class Core {
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #early: ToWorker[] = [];
  #nextId = 1;

  start(city: string): void {
    if (this.#worker) return;
    const worker = new Worker(new URL("../worker/main.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#onMessage(data);
    worker.onerror = (error) => this.#tell({ event: "failed", detail: error.message });
    this.#worker = worker;
    this.#post({ start: { city, ...nameTab() } });
    for (const message of this.#early) this.#post(message);
    this.#early = [];
  }

  view<N extends ViewName>(
    name: N,
    reader: Reader,
    parameters: Record<string, unknown> = {},
  ): Promise<ViewByName[N]> {
    return this.send({ ...parameters, kind: "view", view: name }, reader) as Promise<ViewByName[N]>;
  }

  send(message: Message, reader: Reader): Promise<unknown> {
    const id = this.#nextId++;
    const answered = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ id, message: { ...message, ...reader } });
    });
    // With something of the reader's own here, ask the browser not to clear us out.
    if (message.kind === "save_idea" || message.kind === "cast")
      answered.then(() => navigator.storage?.persist?.(), () => undefined);
    return answered;
  }

  // Somebody looks again: a good moment to ask the city.
  wake(): void {
    this.#post({ wake: true });
  }

  onEvent(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #post(message: ToWorker): void {
    if (this.#worker) this.#worker.postMessage(message);
    else this.#early.push(message);
  }

  #onMessage(message: FromWorker): void {
    if ("event" in message) {
      this.#tell(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.reply.ok) waiting?.resolve(message.reply.result);
    else waiting?.reject(new CoreFailure(message.reply));
  }

  #tell(event: CoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
