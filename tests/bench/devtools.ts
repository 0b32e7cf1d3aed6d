// SPDX-License-Identifier: EUPL-1.2
// A browser's own word on what runs in it (the DevTools protocol), for what Playwright does not reach: workers.

interface Told {
  id?: number;
  method?: string;
  result?: unknown;
  error?: { message: string };
  params?: { sessionId?: string; targetInfo?: { type: string }; chunk?: string };
}

const endings = ["Inspector.targetCrashed", "Target.targetCrashed"];

export interface Running {
  session: string;
  type: string; // "page", "worker", …
}

export class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (told: Told) => void>();
  readonly #attached: Running[] = [];
  #chunks: string[] = [];
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(String(data)) as Told));
    socket.addEventListener("close", () => this.#answerNothingMore("the browser has ended"));
  }

  // Of a browser that was started with --remote-debugging-port.
  static async open(port: number): Promise<DevTools> {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
    const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
    const socket = new WebSocket(webSocketDebuggerUrl);
    await new Promise<void>((done, refused) => {
      socket.addEventListener("open", () => done());
      socket.addEventListener("error", () => refused(new Error("no DevTools")));
    });
    return new DevTools(socket);
  }

  #hear(told: Told): void {
    if (told.id !== undefined) this.#waiting.get(told.id)?.(told);
    if (told.method && endings.includes(told.method)) this.#answerNothingMore("the page has crashed");
    const { sessionId, targetInfo, chunk } = told.params ?? {};
    if (told.method === "HeapProfiler.addHeapSnapshotChunk" && chunk) this.#chunks.push(chunk);
    if (told.method === "Target.attachedToTarget" && sessionId && targetInfo)
      this.#attached.push({ session: sessionId, type: targetInfo.type });
  }

  #answerNothingMore(why: string): void {
    for (const hear of this.#waiting.values()) hear({ error: { message: why } });
  }

  async send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = this.#nextId++;
    const told = await new Promise<Told>((done) => {
      this.#waiting.set(id, done);
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    });
    this.#waiting.delete(id);
    if (told.error) throw new Error(`${method}: ${told.error.message}`);
    return told.result as T;
  }

  // The page at this address and the workers that it has started.
  async pageWithWorkers(url: string): Promise<Running[]> {
    const { targetInfos } = await this.send<{ targetInfos: { targetId: string; type: string; url: string }[] }>(
      "Target.getTargets",
    );
    const page = targetInfos.find((one) => one.type === "page" && one.url === url);
    if (!page) throw new Error(`no page at ${url}`);
    const { sessionId } = await this.send<{ sessionId: string }>("Target.attachToTarget", {
      targetId: page.targetId,
      flatten: true,
    });
    this.#attached.length = 0;
    // Answered after every worker that runs already was told of.
    await this.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, sessionId);
    return [{ session: sessionId, type: "page" }, ...this.#attached.filter(({ type }) => type === "worker")];
  }

  // The JSON of all that lives there, after a collection.
  async heapSnapshot(session: string): Promise<string> {
    this.#chunks = [];
    await this.send("HeapProfiler.takeHeapSnapshot", {}, session);
    return this.#chunks.join("");
  }

  close(): void {
    this.#socket.close();
  }
}
