// SPDX-License-Identifier: EUPL-1.2
// What a phone downloads on its first visit, and how fast the app opens again without a network: headless
// Chromium against the real city server, through a proxy that counts and can be cut.
import { setTimeout as sleep } from "node:timers/promises";

import { Phone } from "../e2e/phone.ts";
import { CountingProxy } from "./counting_proxy.ts";
import { median, type Row, row } from "./row.ts";

const quietMs = 3000; // no byte for so long: the visit's downloads are done
const reopenings = 7;

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
