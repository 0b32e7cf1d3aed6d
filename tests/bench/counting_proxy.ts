// SPDX-License-Identifier: EUPL-1.2
// Stands between a phone and the city, counts what crosses the wire to the phone, and can be cut.
import { createServer, request, type Server } from "node:http";

import { freePort } from "../../house/city_and_devices.ts";

// Hands requests on to the city and counts what comes back, as it is on the wire (compressed).
export class CountingProxy {
  bytesOfFiles = 0;
  bytesOfData = 0;
  lastByteAt = Date.now();
  readonly files = new Map<string, number>(); // bytes by path, of one answer each
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
        let bytes = 0;
        const count = (more: number) => {
          bytes += more;
          this.#count(isData, more);
        };
        count(answer.rawHeaders.join("").length + answer.rawHeaders.length * 2);
        answer.on("data", (piece: Buffer) => count(piece.length));
        answer.on("end", () => {
          const path = asked.url?.split("?")[0] ?? "/";
          this.files.set(path, Math.max(bytes, this.files.get(path) ?? 0));
        });
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
