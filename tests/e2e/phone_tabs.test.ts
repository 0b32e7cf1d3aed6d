// SPDX-License-Identifier: EUPL-1.2
// Of several tabs one holds the databases. Where it crashes or is put to sleep, the others go on, and nothing that was
// called saved is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { type Page, Phone } from "./phone.ts";
import { arriveOnce } from "./world.ts";

let world: CutWorld;

before(async () => {
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
});

async function openForm(page: Page): Promise<void> {
  await page.goto(`${world.wire.url}/ideen/neu`);
  await page.locator("html[data-core=ready]").waitFor({ state: "attached" });
}

async function fillIn(page: Page, title: string): Promise<void> {
  await page.locator("#idea-title").fill(title);
}

const send = (page: Page) => page.locator('[data-id="idea-submit"]').click();
const saved = (page: Page) => page.locator('[data-id="idea-saved"]', { hasText: "Gespeichert" });

async function save(page: Page, title: string): Promise<void> {
  await fillIn(page, title);
  await send(page);
  await saved(page).waitFor();
}

// Tabs of the app that have the databases' lock, and that wait for it.
async function holders(page: Page, hold: number, wait: number): Promise<void> {
  await eventually(`${hold} holds the databases, ${wait} waits`, async () => {
    const tabs = await page.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      const ofDatabases = ({ name }: LockInfo) => name === "quartierpuls";
      return { hold: held.filter(ofDatabases).length, wait: pending.filter(ofDatabases).length };
    });
    assert.deepEqual(tabs, { hold, wait });
    return true;
  }, 30_000);
}

// The first tab has saved something and holds the databases; the second has its form open and asks the first.
async function twoTabs(title: string): Promise<{ phone: Phone; first: Page; second: Page }> {
  world.wire.heal(); // an earlier test may have ended amid its own
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.install();
  const first = phone.page;
  await openForm(first);
  await holders(first, 1, 0);
  world.wire.cut();
  await save(first, title);
  const second = await phone.newTab();
  await openForm(second);
  await holders(second, 1, 1);
  return { phone, first, second };
}

// In the end: `page` has them all, the city gets each once, and the phone has made no mistake.
async function endsWith(phone: Phone, page: Page, titles: string[]): Promise<void> {
  await page.goto(`${world.wire.url}/meine`);
  await page.locator("html[data-core=ready]").waitFor({ state: "attached" });
  await eventually("each is there", async () => {
    assert.deepEqual((await page.locator("li.card h2").allInnerTexts()).sort(), [...titles].sort());
    return true;
  });
  world.wire.heal();
  await arriveOnce(world.city, titles);
  assert.deepEqual(phone.errors, []);
  await phone.stop();
}

// Nobody is left to answer.
async function crash(phone: Phone, page: Page): Promise<void> {
  const session = await phone.context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
}

test("the tab that holds the databases crashes: the other one takes over, and has what was called saved", async () => {
  const { phone, first, second } = await twoTabs("Kurz vor dem Absturz");
  await save(second, "Über den ersten Reiter");
  const crashed = first.waitForEvent("crash");
  await crash(phone, first);
  await crashed;
  await holders(second, 1, 0);
  await openForm(second);
  await save(second, "Nach dem Absturz");
  await endsWith(phone, second, ["Kurz vor dem Absturz", "Über den ersten Reiter", "Nach dem Absturz"]);
});

test("it crashes in the middle of what another tab asks of it: that is saved, or said not to be, and never twice", async () => {
  const { phone, first, second } = await twoTabs("Vor dem Absturz");
  const title = "Mitten im Absturz";
  await fillIn(second, title);
  const crashed = first.waitForEvent("crash");
  await crash(phone, first);
  await send(second);
  await crashed;
  const refused = second.locator(".note--danger");
  await saved(second).or(refused).first().waitFor({ timeout: 30_000 });
  if (await refused.count()) {
    assert.match(await refused.first().innerText(), /Dein Text steht noch da/);
    assert.equal(await second.locator("#idea-title").inputValue(), title);
    await send(second);
    await saved(second).waitFor();
  }
  await endsWith(phone, second, ["Vor dem Absturz", title]);
});

// A browser gives a private file to nobody else as long as the worker that has it lives. The process is stopped, since
// Chromium freezes no page that Playwright steers: to it each of them is visible.
test("the tab that holds the databases is put to sleep: nothing is called saved until it wakes, and then it is, once", async () => {
  const { phone, first, second } = await twoTabs("Vor dem Stillstand");
  const title = "Während des Stillstands";
  await fillIn(second, title);
  const stopped = await phone.processOf(first);
  assert.notEqual(stopped, await phone.processOf(second));
  process.kill(stopped, "SIGSTOP");
  try {
    await send(second);
    // Nobody presses in vain: that it waits is said, and not that it is saved.
    await second.locator('[data-id="toast"]', { hasText: "Einen Moment" }).waitFor();
    assert.equal(await saved(second).count(), 0);
  } finally {
    process.kill(stopped, "SIGCONT");
  }
  await saved(second).waitFor();
  await second.locator('[data-id="toast"]', { hasText: "Einen Moment" }).waitFor({ state: "detached" });
  await endsWith(phone, second, ["Vor dem Stillstand", title]);
});
