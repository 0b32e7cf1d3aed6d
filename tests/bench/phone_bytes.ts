// SPDX-License-Identifier: EUPL-1.2
// What crosses the wire: until a tile of the first view has opened its station, and for the whole app.
import { setTimeout as sleep } from "node:timers/promises";

import { Phone } from "../e2e/phone.ts";
import { CountingProxy } from "./counting_proxy.ts";
import { type Row, row } from "./row.ts";

const visits = 5;
const quietMs = 3000; // no byte for so long: nothing more is under way
const areas = [
  ...["/", "/stationen", "/ideen", "/ideen/neu", "/meine", "/themen", "/netzwerk", "/kickbox", "/stimmung"],
  ...["/einstellungen", "/ueber"],
];

async function visiting(city: string, visit: (phone: Phone, wire: CountingProxy) => Promise<void>): Promise<void> {
  const wire = await CountingProxy.open(city);
  const phone = await Phone.start(wire.url);
  try {
    await visit(phone, wire);
  } finally {
    await phone.stop();
    phone.forget();
    wire.cut();
  }
}

// Page, data and files alike, header fields too. Pressed as soon as there is something to press.
async function bytesUntilStation(city: string): Promise<number> {
  let bytes = NaN;
  await visiting(city, async (phone, wire) => {
    void phone.open("/").catch(() => undefined);
    await phone.page.locator("a.tile").first().click();
    await phone.page.locator(".stream svg").first().waitFor();
    bytes = wire.bytesOfFiles + wire.bytesOfData;
  });
  return bytes;
}

async function bytesOfAll(city: string): Promise<number> {
  let bytes = NaN;
  await visiting(city, async (phone, wire) => {
    await phone.open("/");
    await phone.isInstalled();
    for (const area of areas) {
      await phone.open(area);
      await phone.isCoreReady();
      await phone.page.locator("main h1").waitFor();
    }
    while (Date.now() - wire.lastByteAt < quietMs) await sleep(100);
    const files = [...wire.files].filter(([path]) => !/^\/(api|views)\//.test(path));
    // The same page stands at each area's address.
    const once = files.filter(([path]) => !areas.includes(path) || path === "/");
    bytes = once.reduce((sum, [, size]) => sum + size, 0);
  });
  return bytes;
}

export async function measureBytes(city: string): Promise<Row[]> {
  const first: number[] = [];
  for (let visit = 0; visit < visits; ++visit) first.push(await bytesUntilStation(city));
  return [
    row("phone", "bytes_first_visit", "bytes", Math.max(...first)),
    row("phone", "bytes_all", "bytes", await bytesOfAll(city)),
  ];
}
