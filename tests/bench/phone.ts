// SPDX-License-Identifier: EUPL-1.2
// What a phone downloads on its first visit, and how fast the app opens again without a network: headless
// Chromium against the real city server, through a proxy that counts and can be cut.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { freePort, root } from "../../house/city_and_devices.ts";
import { median, type Row, row } from "./row.ts";

const { chromium } = createRequire(join(root, "web/package.json"))("playwright-core");

const quietMs = 3000; // no byte for so long: the visit's downloads are done
const reopenings = 7;

// Hands requests on to the city and counts what comes back, as it is on the wire (compressed).
class CountingProxy {
  bytesOfFiles = 0;
  bytesOfData = 0;
  lastByteAt = Date.now();
  private readonly server: Server;
  readonly url: string;

  private constructor(city: URL, port: number) {
    this.url = `http://localhost:${port}`;
    this.server = createServer((asked, answered) => {
      const { method, headers } = asked;
      const onward = request(new URL(asked.url ?? "/", city), { method, headers }, (answer) => {
        answered.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        const isData = asked.url?.startsWith("/api/") ?? false;
        this.count(isData, answer.rawHeaders.join("").length + answer.rawHeaders.length * 2);
        answer.on("data", (piece: Buffer) => this.count(isData, piece.length));
        answer.pipe(answered);
      });
      onward.on("error", () => answered.destroy());
      answered.on("close", () => onward.destroy());
      asked.pipe(onward);
    });
  }

  private count(isData: boolean, bytes: number): void {
    if (isData) this.bytesOfData += bytes;
    else this.bytesOfFiles += bytes;
    this.lastByteAt = Date.now();
  }

  static async open(city: string): Promise<CountingProxy> {
    const port = await freePort();
    const proxy = new CountingProxy(new URL(city), port);
    await new Promise<void>((done) => proxy.server.listen(port, "127.0.0.1", done));
    return proxy;
  }

  cut(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function openBrowser(profile: string) {
  return chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    headless: true,
    viewport: { width: 390, height: 844 },
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

export async function measurePhone(city: string): Promise<Row[]> {
  const profile = mkdtempSync(join(tmpdir(), "quartierpuls-phone-"));
  const proxy = await CountingProxy.open(city);
  const reopened: number[] = [];
  try {
    const first = await openBrowser(profile);
    const page = await first.newPage();
    await page.goto(proxy.url);
    await page.locator("html[data-ready]").waitFor({ timeout: 60_000 });
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    while (Date.now() - proxy.lastByteAt < quietMs) await sleep(100);
    await first.close();

    proxy.cut();
    for (let time = 0; time < reopenings; ++time) {
      const again = await openBrowser(profile);
      const opened = await again.newPage();
      const begun = performance.now();
      await opened.goto(proxy.url, { waitUntil: "commit" });
      // Usable: the core has answered from the phone's own store, not only the shell been drawn.
      await opened.locator("html[data-ready]").waitFor({ timeout: 60_000 });
      reopened.push(performance.now() - begun);
      await again.close();
    }
  } finally {
    proxy.cut();
    rmSync(profile, { recursive: true, force: true });
  }
  return [
    row("whole", "phone_bytes_first_visit", "bytes", proxy.bytesOfFiles),
    row("whole", "phone_data_bytes_first_visit", "bytes", proxy.bytesOfData),
    row("whole", "phone_reopen_offline_ms", "ms", median(reopened)),
    row("whole", "phone_reopen_offline_ms_max", "ms", Math.max(...reopened)),
  ];
}
