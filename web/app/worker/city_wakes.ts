// SPDX-License-Identifier: EUPL-1.2
// Hears when the city has something new: by server-sent events, and by long polls where a proxy holds
// a stream back until it is complete, which it never is. Without either the core still asks every half
// minute.

export interface WakeTimes {
  firstWordMs: number; // the city says something as soon as a stream opens
  longPollsMs: number; // so long polls go on before the stream is tried again
  retryMs: number;
}

export interface WakePorts {
  openStream(url: string): EventSource;
  ask(url: string): Promise<Response>;
}

const usualTimes: WakeTimes = { firstWordMs: 8_000, longPollsMs: 30 * 60_000, retryMs: 15_000 };
const pollFailuresMax = 3;
const pollMs = 60_000; // longer than the city lets one wait

const browser: WakePorts = {
  openStream: (url) => new EventSource(url),
  ask: (url) =>
    fetch(url, {
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(pollMs),
    }),
};

export class CityWakes {
  readonly #onWake: () => void;
  readonly #ports: WakePorts;
  readonly #times: WakeTimes;
  #stream: EventSource | null = null;
  #deaf: ReturnType<typeof setInterval> | undefined;
  #isOver = false;

  constructor(onWake: () => void, ports: WakePorts = browser, times: WakeTimes = usualTimes) {
    this.#onWake = onWake;
    this.#ports = ports;
    this.#times = times;
  }

  start(): void {
    this.#listen();
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#deaf);
    this.#stream?.close();
  }

  #listen(): void {
    if (this.#isOver) return;
    const stream = this.#ports.openStream("/api/v1/events");
    this.#stream = stream;
    let isRefused = false; // told no, which is something else than told nothing
    const deaf = setInterval(() => {
      if (isRefused) {
        isRefused = false; // no network, say: the browser tries again by itself
        return;
      }
      clearInterval(deaf);
      stream.close();
      void this.#poll();
    }, this.#times.firstWordMs);
    this.#deaf = deaf;
    stream.addEventListener("change", () => {
      clearInterval(deaf);
      this.#onWake(); // also right after opening: nobody knows what was missed
    });
    stream.addEventListener("error", () => {
      isRefused = true;
      if (stream.readyState !== stream.CLOSED) return;
      clearInterval(deaf); // refused: the browser does not try again by itself
      setTimeout(() => this.#listen(), this.#times.retryMs);
    });
  }

  async #poll(): Promise<void> {
    const until = Date.now() + this.#times.longPollsMs;
    let known: number | null = null;
    let failures = 0;
    while (!this.#isOver && Date.now() < until && failures < pollFailuresMax) {
      const seq = await this.#askOnce(known);
      failures = seq === null ? failures + 1 : 0;
      if (seq === null) await new Promise((resolve) => setTimeout(resolve, this.#times.retryMs));
      if (this.#isOver || seq === null || seq === known) continue;
      known = seq;
      this.#onWake();
    }
    this.#listen();
  }

  // Nothing for whatever else answers, a captive portal included.
  async #askOnce(known: number | null): Promise<number | null> {
    try {
      const answer = await this.#ports.ask(`/api/v1/wake${known === null ? "" : `?known=${known}`}`);
      if (!answer.ok) return null;
      const body: unknown = await answer.json();
      const seq = typeof body === "object" && body !== null && "seq" in body ? body.seq : null;
      return typeof seq === "number" && Number.isSafeInteger(seq) ? seq : null;
    } catch {
      return null;
    }
  }
}
