// SPDX-License-Identifier: EUPL-1.2
// What a phone downloads on its first visit, and how fast the app opens again without a network: headless
// Chromium against the real city server, through a proxy that counts and can be cut.
import { createServer, request, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { freePort } from "../../house/city_and_devices.ts";
import { Phone } from "../e2e/phone.ts";
import { median, type Row, row } from "./row.ts";

const quietMs = 3000; // no byte for so long: the visit's downloads are done
const reopenings = 7;

// Hands requests on to the city and counts what comes back, as it is on the wire (compressed).
class CountingProxy {
  bytesOfFiles = 0;
  bytesOfData = 0;
  lastByteAt = Date.now();
  readonly url: string;
  readonly #server: Server;

  private constructor(city: URL, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#server = createServer((asked, answered) => {
      const { method, headers } = asked;
      const onward = request(new URL(asked.url ?? "/", city), { method, headers }, (answer) => {
        answered.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answered.flushHeaders();
        const isData = asked.url?.startsWith("/api/") ?? false;
        this.#count(isData, answer.rawHeaders.join("").length + answer.rawHeaders.length * 2);
        answer.on("data", (piece: Buffer) => this.#count(isData, piece.length));
        answer.pipe(answered);
      });
      onward.on("error", () => answered.destroy());
      answered.on("close", () => onward.destroy());
      asked.pipe(onward);
    });
  }

  #count(isData: boolean, bytes: number): void {
    if (isData) this.bytesOfData += bytes;
    else this.bytesOfFiles += bytes;
    this.lastByteAt = Date.now();
  }

  static async open(city: string): Promise<CountingProxy> {
    const port = await freePort();
    const proxy = new CountingProxy(new URL(city), port);
    await new Promise<void>((done) => proxy.#server.listen(port, "127.0.0.1", done));
    return proxy;
  }

  cut(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

export async function measurePhone(city: string): Promise<Row[]> {
  const proxy = await CountingProxy.open(city);
  const first = await Phone.start(proxy.url);
  const reopened: number[] = [];
  try {
    await first.open();
    await first.isCoreReady();
    await first.isInstalled();
    while (Date.now() - proxy.lastByteAt < quietMs) await sleep(100);
    await first.stop();
    proxy.cut();
    for (let time = 0; time < reopenings; ++time) {
      const again = await Phone.start(proxy.url, { profile: first.profile });
      const begun = performance.now();
      await again.open();
      // The core has answered from the phone's own store: more than a shell is on screen.
      await again.isCoreReady();
      reopened.push(performance.now() - begun);
      await again.stop();
    }
  } finally {
    proxy.cut();
    first.forget();
  }
  return [
    row("whole", "phone_bytes_first_visit", "bytes", proxy.bytesOfFiles),
    row("whole", "phone_data_bytes_first_visit", "bytes", proxy.bytesOfData),
    row("whole", "phone_reopen_offline_ms", "ms", median(reopened)),
    row("whole", "phone_reopen_offline_ms_max", "ms", Math.max(...reopened)),
  ];
}
