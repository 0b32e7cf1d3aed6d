// SPDX-License-Identifier: EUPL-1.2
// Carries the replica's requests to the city and its answers back. Decides nothing: what to ask, when
// to try again and what counts as received is the core's (core/replica).
import { CityWakes } from "./city_wakes.ts";
import type { CoreReply } from "./wasm_core.ts";

const exchangeMs = 20_000;
const sleepMaxMs = 60_000;
const openingMs = 300; // whoever opens the app sees its first views before the core turns to the city

interface Request {
  lane: string;
  method: string;
  target: string;
  content_type: string;
  answer_bytes_max: number;
}
interface Next {
  request: Request | null;
  wake_at: number;
}
interface Taken {
  has_new_content: boolean;
  is_taken: boolean;
  detail: string;
}
interface Answer {
  status: number;
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface SyncHost {
  send(message: object, bytes?: Uint8Array): Promise<CoreReply>;
  onChanged(): void; // something that a screen shows is different
  onSynced(): void; // the line on sync may be
  onPushed(): void; // the city has answered to what waited
}

// Reads at most `max` bytes, whatever the length the server claims.
async function readAtMost(response: Response, max: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (max > 0 && size > max) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}

async function exchange(request: Request, body: Uint8Array): Promise<Answer | null> {
  try {
    const response = await fetch(request.target, {
      method: request.method,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(exchangeMs),
      ...(request.method === "GET"
        ? {}
        : { body: body as BodyInit, headers: { "Content-Type": request.content_type } }),
    });
    const received = await readAtMost(response, request.answer_bytes_max);
    if (!received) return null;
    return {
      status: response.status,
      contentType: response.headers.get("Content-Type") ?? "",
      body: received,
    };
  } catch {
    return null; // no network, too slow, cut in the middle: the core tries again
  }
}

export class SyncLoop {
  readonly #host: SyncHost;
  readonly #wakes = new CityWakes(() => void this.#onCityChanged());
  #wakeUp: (() => void) | null = null;
  #isWoken = false;
  #isOver = false;

  constructor(host: SyncHost) {
    this.#host = host;
  }

  start(): void {
    this.#wakes.start();
    self.addEventListener("online", this.#onOnline);
    this.#run().catch(() => this.stop()); // the host has ended
  }

  stop(): void {
    this.#isOver = true;
    self.removeEventListener("online", this.#onOnline);
    this.#wakes.stop();
    this.wake();
  }

  // Something was saved, or somebody looks: do not wait for the timer.
  wake(): void {
    this.#isWoken = true;
    this.#wakeUp?.();
  }

  readonly #onOnline = () => void this.#onCityChanged();

  async #onCityChanged(): Promise<void> {
    await this.#host.send({ kind: "sync_wake" }).catch(() => this.stop());
    this.wake();
  }

  async #run(): Promise<void> {
    await this.#sleep(openingMs);
    while (!this.#isOver) {
      this.#isWoken = false;
      const { reply, bytes } = await this.#host.send({ kind: "sync_next" });
      const next = reply.ok ? (reply.result as Next) : { request: null, wake_at: 0 };
      if (next.request) await this.#ask(next.request, bytes);
      else await this.#sleep(reply.ok ? next.wake_at - Date.now() : sleepMaxMs);
    }
  }

  async #ask(request: Request, body: Uint8Array): Promise<void> {
    const answer = await exchange(request, body);
    const { reply } = await this.#host.send(
      {
        kind: "sync_answer",
        lane: request.lane,
        status: answer?.status ?? 0,
        content_type: answer?.contentType ?? "",
      },
      answer?.body,
    );
    if (!reply.ok) {
      await this.#sleep(sleepMaxMs); // what came cannot be kept: asking at once would bring it again
      return;
    }
    const taken = reply.result as Taken;
    const isOwnNews = request.lane === "push" || request.lane === "ballots";
    if (taken.has_new_content || (taken.is_taken && isOwnNews)) this.#host.onChanged();
    if (taken.is_taken && request.lane === "push") this.#host.onPushed();
    this.#host.onSynced();
  }

  #sleep(ms: number): Promise<void> {
    if (this.#isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      // At least a little, so that a clock that stands still cannot make a busy loop.
      const timer = setTimeout(wakeUp, Math.min(Math.max(ms, 50), sleepMaxMs));
      const self = this;
      function wakeUp(): void {
        clearTimeout(timer);
        self.#wakeUp = null;
        resolve();
      }
      this.#wakeUp = wakeUp;
    });
  }
}
