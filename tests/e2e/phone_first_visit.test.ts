// SPDX-License-Identifier: EUPL-1.2
// The first visit: what a phone reads before the core, most of the app's bytes, has come.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "./accessibility.ts";
import { eventually } from "./eventually.ts";
import { Phone, type PhoneOptions } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { hasLiveValues, startWorld, type World } from "./world.ts";

const firstVisitBytesMax = 250_000;

let world: World;

before(async () => {
  world = await startWorld({ feed: [] });
  await hasLiveValues(world.city);
});

after(async () => {
  await world?.stop();
});

interface Visit {
  phone: Phone;
  asked: string[];
  bytes(): Promise<number>; // as they crossed the network, packed
}

async function visit(options: PhoneOptions = {}): Promise<Visit> {
  const phone = await Phone.start(world.city.url, options);
  const asked: string[] = [];
  const sizes: Promise<number>[] = [];
  phone.context.on("requestfinished", (request) => {
    asked.push(request.url());
    const size = request.sizes().then((of) => of.responseBodySize + of.responseHeadersSize);
    size.catch(() => undefined); // whoever counts sees it; after the visit nobody does
    sizes.push(size);
  });
  return { phone, asked, bytes: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
}

test("a tile of the first view opens its station without the core, within 250 kB", async () => {
  const { phone, asked, bytes } = await visit();
  try {
    await phone.context.route("**/*.wasm", (route) => route.abort());
    await phone.open("/");
    await phone.page.locator("a.tile").first().click();
    await phone.page.locator(".stream__value").first().waitFor();
    const spent = await bytes();
    assert.ok(spent <= firstVisitBytesMax, `${spent} bytes: ${asked.join(" ")}`);
    assert.ok(asked.some((url) => url.includes("/views/station?")), "the city made the station");
    for (const path of ["/ideen", "/netzwerk", "/kickbox", "/themen", "/ueber"]) {
      await phone.open(path);
      await phone.page.locator("main h1").waitFor();
      await phone.page.locator(".loading").waitFor({ state: "detached" });
    }
  } finally {
    await phone.stop();
    phone.forget();
  }
});

test("each public address comes with its view: nothing more is asked of the city to read it", async () => {
  const own = new Set(["idea_write", "own_ideas", "radar_narrowed", "mood", "settings", "not_found", "idea_report", "own_project"]);
  const { phone, asked } = await visit();
  try {
    await phone.context.route("**/*.wasm", (route) => route.abort());
    for (const { name, path } of (await phoneViews(world.city.url)).filter((view) => !own.has(view.name))) {
      asked.length = 0;
      await phone.open(path);
      await phone.page.locator("main h1").waitFor();
      await phone.page.locator(".loading").waitFor({ state: "detached" });
      assert.deepEqual(asked.filter((url) => url.includes("/views/")), [], name);
    }
  } finally {
    await phone.stop();
    phone.forget();
  }
});

test("what the city makes for a first visit is accessible as it stands", async () => {
  const { phone } = await visit({ width: 412, height: 9000 });
  try {
    await phone.context.route("**/*.wasm", (route) => route.abort());
    for (const path of ["/", "/ideen", "/stationen", "/netzwerk", "/kickbox", "/themen", "/ueber"]) {
      await phone.open(path);
      await phone.page.locator("main h1").waitFor();
      await phone.page.locator(".loading").waitFor({ state: "detached" });
      assert.deepEqual(await violations(phone.page), [], path);
    }
  } finally {
    await phone.stop();
    phone.forget();
  }
});

test("the core comes by itself, takes over what is on screen, and searches alone", async () => {
  const { phone, asked } = await visit();
  try {
    await phone.open("/ideen");
    await phone.page.locator(".idea-card").first().waitFor();
    await phone.page.getByRole("searchbox").fill("Trinkbrunnen");
    await phone.isCoreReady();
    await phone.isInstalled();
    await phone.context.setOffline(true);
    await phone.page.getByRole("searchbox").fill("Bank");
    await eventually("the list is what was searched for", async () =>
      (await phone.page.locator(".idea-card").allInnerTexts()).some((text) => /bank|bänke/i.test(text)),
    );
    assert.deepEqual(asked.filter((url) => /Trinkbrunnen|search=/.test(url)), []);
    assert.deepEqual(phone.errors, []);
  } finally {
    await phone.stop();
    phone.forget();
  }
});
