// SPDX-License-Identifier: EUPL-1.2
// The phone at a stand: over plain HTTP a browser gives a page no service worker, no private files and
// no locks. What it says is saved is durable all the same, and it says what it cannot do.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { type Page, Phone, type PhoneOptions } from "./phone.ts";
import { arriveOnce, publicIdeas } from "./world.ts";

const host = "stand.example";
const leaseMs = 6000; // web/app/worker/lease.ts
const takeoverMs = leaseMs + 30_000;
// A tab that is stopped in the middle of a transaction is cut off by Chromium after a minute.
const readyMs = 90_000;

let world: CutWorld;
let origin = "";

async function newPhone(options: PhoneOptions = {}): Promise<Phone> {
  const args = [`--host-resolver-rules=MAP ${host} 127.0.0.1`, ...(options.args ?? [])];
  return world.bring(await Phone.start(origin, { ...options, args }));
}

// With the city's keys and content: it can take contributions.
async function newcomer(options: PhoneOptions = {}): Promise<Phone> {
  const phone = await newPhone(options);
  await phone.open("/ideen");
  await phone.isCoreReady();
  await phone.hasContent();
  return phone;
}

async function fillIn(page: Page, title: string, readyWithinMs = readyMs): Promise<void> {
  await page.goto(`${origin}/ideen/neu`);
  await page.locator("html[data-core=ready]").waitFor({ state: "attached", timeout: readyWithinMs });
  await page.locator("#idea-title").fill(title);
}

const submit = (page: Page) => page.locator('[data-id="idea-submit"]').click();

async function isSaid(page: Page, within = 10_000): Promise<void> {
  await page.locator('[data-id="idea-saved"]', { hasText: "Gespeichert" }).waitFor({ timeout: within });
}

async function ownTitles(page: Page): Promise<string[]> {
  await page.goto(`${origin}/meine`);
  await page.locator("html[data-core=ready]").waitFor({ state: "attached", timeout: readyMs });
  await page.locator("li.card h2").first().waitFor({ timeout: takeoverMs });
  return await page.locator("li.card h2").allInnerTexts();
}

// A fingerprint of everything that SQLite's files hold in IndexedDB.
function fingerprint(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open("quartierpuls-files"));
    const blocks = database.transaction("blocks").objectStore("blocks");
    let sum = 0;
    for (const block of (await answer(blocks.getAll())) as Uint8Array[])
      for (const byte of block) sum = (Math.imul(sum, 31) + byte) | 0;
    database.close();
    return String(sum);
  });
}

// When the lease that is held now runs out.
function leaseUntil(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open("quartierpuls-files");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const held = request.result.transaction("lease").objectStore("lease").get("files");
          held.onsuccess = () => resolve(held.result.until as number);
          held.onerror = () => reject(held.error);
          request.result.close();
        };
      }),
  );
}

// Whether this page may write anything now. Chromium looks at the room that is left from time to time.
function canWrite(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const request = indexedDB.open("probe", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("probe");
        request.onerror = () => resolve(false);
        request.onsuccess = () => {
          const transaction = request.result.transaction("probe", "readwrite");
          transaction.objectStore("probe").put(new Uint8Array(100_000), "probe");
          transaction.oncomplete = () => resolve(true);
          transaction.onabort = () => resolve(false);
          request.result.close();
        };
      }),
  );
}

before(async () => {
  world = await startCutWorld();
  origin = `http://${host}:${world.wire.port}`;
});

after(async () => {
  await world?.stop();
});

test("over plain HTTP the page says what it keeps, and shows the receipt code before one leaves", async () => {
  const phone = await newcomer();
  const { page } = phone;
  const has = await page.evaluate(() => ({
    isSecure: isSecureContext,
    hasLocks: "locks" in navigator,
    hasServiceWorker: "serviceWorker" in navigator,
    hasOpfs: "storage" in navigator,
    hasSubtle: "subtle" in crypto,
  }));
  assert.deepEqual(has, { isSecure: false, hasLocks: false, hasServiceWorker: false, hasOpfs: false, hasSubtle: false });

  for (const path of ["/", "/ideen/neu", "/stimmung", "/meine"]) {
    await phone.open(path);
    await phone.isCoreReady();
    await page.locator(".sync--stand").waitFor();
    assert.match(await phone.text("sync-line"), /nur hier am Stand .* nur in diesem Browser.*Nachweis-Code/s);
  }
  // Nowhere that it works without the stand, nor before the core has started.
  for (const path of ["/", "/ueber", "/einstellungen"]) {
    await phone.open(path);
    await page.locator("main h1").waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /auch ohne (Internet|Netz)/);
    await phone.isCoreReady();
    await page.locator("main h2").first().waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /auch ohne (Internet|Netz)/);
  }

  await phone.writeIdea("Sonnensegel am Spielplatz");
  const code = await phone.text("receipt-code");
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.match(await page.locator(".receipt").innerText(), /bevor du gehst/);
  // It can be copied here too, and says so only where it was.
  await page.getByRole("button", { name: "Code kopieren" }).click();
  await eventually("copied", async () => (await phone.text("toast")).includes("Kopiert"));

  await phone.open("/meine");
  await page.locator('[data-id="codes-note"]').waitFor();
  const shown = page.locator("li.card .receipt__code");
  assert.equal(await shown.innerText(), code);
  const size = await shown.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  assert.ok(size >= 22, `the code is large: ${size}px`);
  await arriveOnce(world.city, ["Sonnensegel am Spielplatz"]);
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
  await phone.stop();
});

test("a link that is passed on at a stand is said to open only there", async () => {
  const phone = await newcomer();
  const [idea] = await publicIdeas(world.city);
  await phone.open(`/ideen/${idea?.id}`);
  await phone.page.locator('[data-id="share"]').click();
  await eventually("it is said", async () => (await phone.text("toast")).includes("nur hier am Stand"));
  await phone.stop();
});

test("an idea, a support and an answer taken without a link outlast a killed browser, and are counted once", async () => {
  let phone = await newcomer();
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  const ideas = countIdeas(world.city.data);
  const supports = countBallots(world.city.data, idea.id);
  const { page } = phone;
  // Opened before the link goes: without one this page cannot be opened.
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  world.wire.cut();
  await page.locator("#idea-title").fill("Trinkbrunnen am Markt");
  await submit(page);
  await isSaid(page);
  assert.match(await page.locator("main").innerText(), /Lass diese Seite offen/);
  assert.doesNotMatch(await page.locator("main").innerText(), /du musst nichts tun/);

  const go = (path: string) =>
    page.evaluate((to) => {
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
  await go(`/ideen/${idea.id}`);
  await phone.support(idea.id);
  await go("/stimmung");
  await phone.answerThesis();
  phone.kill();

  world.wire.heal();
  phone = await newPhone({ profile: phone.profile });
  assert.deepEqual(await ownTitles(phone.page), ["Trinkbrunnen am Markt"]);
  await phone.open("/stimmung");
  await eventually(
    "the answer is still on",
    async () => (await phone.page.locator('[data-id="stone-4"]').getAttribute("aria-pressed")) === "true",
    takeoverMs,
  );
  await arriveOnce(world.city, ["Trinkbrunnen am Markt"]);
  await eventually("the support too", () => countBallots(world.city.data, idea.id) === supports + 1, 40_000);
  assert.equal(countIdeas(world.city.data), ideas + 1);
  await phone.stop();
});

test("a browser killed right after it said saved has lost nothing, ten times over", async () => {
  let phone = await newcomer();
  const titles: string[] = [];
  for (let round = 1; round <= 10; ++round) {
    const title = `Bank Nummer ${round}`;
    await fillIn(phone.page, title);
    world.wire.cut();
    await submit(phone.page);
    await isSaid(phone.page);
    phone.kill();
    titles.push(title);
    world.wire.heal();
    phone = await newPhone({ profile: phone.profile });
    assert.deepEqual((await ownTitles(phone.page)).sort(), [...titles].sort());
  }
  await arriveOnce(world.city, titles);
  await phone.stop();
});

test("a reload finds everything at once: the tab passes its files on to itself", async () => {
  const phone = await newcomer();
  await phone.writeIdea("Lampe am Weg");
  // Before the earlier page's lease had run out: that alone is the proof, on however slow a machine.
  let isBefore = false;
  for (let tries = 0; tries < 8 && !isBefore; ++tries) {
    const until = await leaseUntil(phone.page);
    assert.deepEqual(await ownTitles(phone.page), ["Lampe am Weg"]);
    isBefore = Date.now() < until;
  }
  assert.ok(isBefore, "a reload need not wait for the lease to run out");
  await arriveOnce(world.city, ["Lampe am Weg"]);
  await phone.stop();
});

test("of two tabs one holds the files; the other takes over when it is closed, and when it crashes", async () => {
  const phone = await newcomer();
  const first = phone.page;
  const second = await phone.newTab();
  await fillIn(second, "Aus dem zweiten Reiter");
  await submit(second);
  await isSaid(second);
  assert.deepEqual(await ownTitles(first), ["Aus dem zweiten Reiter"]);

  await first.close();
  await fillIn(second, "Der erste ist zu");
  await submit(second);
  await isSaid(second, takeoverMs);

  // The second holds the files now: a third asks it, until its process is gone.
  const third = await phone.newTab();
  await fillIn(third, "Der zweite ist weg");
  const crashed = second.waitForEvent("crash");
  process.kill(await phone.processOf(second), "SIGKILL");
  await crashed;
  await submit(third);
  // Nobody knows whether the one that crashed took it: so that is said, and the text stays.
  await third.locator('[data-id="idea-saved"], .note--danger').first().waitFor({ timeout: takeoverMs });
  if (await third.locator(".note--danger").count()) {
    assert.match(await third.locator(".note--danger").innerText(), /Dein Text steht noch da/);
    assert.equal(await third.locator("#idea-title").inputValue(), "Der zweite ist weg");
    await submit(third);
  }
  await isSaid(third, takeoverMs);
  const titles = ["Aus dem zweiten Reiter", "Der erste ist zu", "Der zweite ist weg"];
  assert.deepEqual((await ownTitles(third)).sort(), [...titles].sort());
  await arriveOnce(world.city, titles);
  phone.page = third;
  assert.deepEqual(phone.errors, []);
  await phone.stop();
});

// A tab that stops amid a write holds the files until the browser ends it. This one has just renewed its lease, and
// the draft is kept, so that nothing is on its way for the next second.
async function hasJustWritten(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  const before = await leaseUntil(page);
  await eventually("it renews its lease", async () => (await leaseUntil(page)) > before);
}

// The phone's page has a form filled in, which it sends when it wakes up.
async function sleepsWhileAnotherSaves(phone: Phone, sleeper: number, titles: [string, string], readyWithinMs: number): Promise<void> {
  const first = phone.page;
  process.kill(sleeper, "SIGSTOP");
  const second = await phone.newTab();
  try {
    await fillIn(second, titles[1], readyWithinMs);
    await submit(second);
    await isSaid(second, takeoverMs);
  } finally {
    process.kill(sleeper, "SIGCONT");
  }
  await submit(first);
  await isSaid(first, takeoverMs);
  for (const page of [first, second]) assert.deepEqual((await ownTitles(page)).sort(), [...titles].sort());
  await arriveOnce(world.city, titles);
}

test("a tab that slept while another took over writes nothing over what that one saved", async () => {
  const phone = await newcomer();
  const first = phone.page;
  const titles: [string, string] = ["Vom Reiter, der schlief", "Vom Reiter, der wach war"];
  await fillIn(first, titles[0]);
  const sleeper = await phone.processOf(first);
  await hasJustWritten(first);
  await sleepsWhileAnotherSaves(phone, sleeper, titles, readyMs);
  await phone.stop();
});

// Chromium ends such a transaction after a minute, and nobody else reads or writes until then.
const stoppedWriteMs = 60_000;

test("a tab that was put to sleep amid a write keeps another waiting, and nothing is lost", { skip: !process.env.QP_FULL }, async () => {
  const phone = await newcomer();
  const titles: [string, string] = ["Mitten im Schreiben", "Eine Minute später"];
  await fillIn(phone.page, titles[0]);
  const sleeper = await phone.processOf(phone.page);
  await phone.page.evaluate(() => {
    const request = indexedDB.open("quartierpuls-files");
    request.onsuccess = () => {
      const store = request.result.transaction("lease", "readwrite").objectStore("lease");
      const goOn = () => void (store.get("files").onsuccess = goOn);
      goOn();
    };
  });
  await phone.page.waitForTimeout(300);
  await sleepsWhileAnotherSaves(phone, sleeper, titles, readyMs + 2 * stoppedWriteMs);
  await phone.stop();
});

test("a write whose lease is another's changes no block, is not called saved, and comes later, once", async () => {
  const phone = await newcomer();
  const { page } = phone;
  await fillIn(page, "Hinter dem Zaun");
  await page.waitForTimeout(1000); // the draft is kept, and nothing else is on its way
  world.wire.cut();
  const before = await fingerprint(page);
  // Another tab takes the lease and goes on holding it; this one is asked to save before it can hear of it.
  await page.evaluate(
    (lasts) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("quartierpuls-files");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const hold = (term: number) => {
            const transaction = database.transaction("lease", "readwrite");
            const store = transaction.objectStore("lease");
            store.put({ holder: "another tab", term, until: Date.now() + lasts }, "files");
            return transaction;
          };
          const held = database.transaction("lease").objectStore("lease").get("files");
          held.onsuccess = () => {
            const term = held.result.term + 1;
            hold(term).oncomplete = () => {
              document.querySelector<HTMLElement>('[data-id="idea-submit"]')?.click();
              const beat = setInterval(() => hold(term), 1000);
              addEventListener("let-go", () => clearInterval(beat));
              resolve();
            };
          };
        };
      }),
    leaseMs,
  );
  await page.waitForTimeout(5000);
  assert.equal(await page.locator('[data-id="idea-saved"]').count(), 0, "nothing is said to be saved");
  assert.equal(await fingerprint(page), before, "no block has changed");

  // The other one is gone: the lease runs out, and what was asked happens now.
  await page.evaluate(() => dispatchEvent(new Event("let-go")));
  await isSaid(page, takeoverMs);
  assert.notEqual(await fingerprint(page), before);
  world.wire.heal();
  await arriveOnce(world.city, ["Hinter dem Zaun"]);
  assert.deepEqual(await ownTitles(page), ["Hinter dem Zaun"]);
  await phone.stop();
});

test("where the browser's room is used up, nothing is called saved, and the text stays", async () => {
  const phone = await newcomer();
  const { page } = phone;
  await fillIn(page, "Kein Platz mehr");
  await page.waitForTimeout(1000); // the draft is kept
  const session = await phone.context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await eventually("the room is used up", async () => !(await canWrite(page)), 60_000);
  await submit(page);
  await page.locator(".note--danger, [data-id=idea-saved]").first().waitFor();
  assert.match(await page.locator(".note--danger").first().innerText(), /kein Platz mehr.*nichts gespeichert/s);
  assert.equal(await page.locator("#idea-title").inputValue(), "Kein Platz mehr");
  assert.equal(await page.locator('[data-id="idea-saved"]').count(), 0);

  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await eventually("there is room again", () => canWrite(page), 60_000);
  await submit(page);
  await isSaid(page);
  await arriveOnce(world.city, ["Kein Platz mehr"]);
  assert.deepEqual(await ownTitles(page), ["Kein Platz mehr"]);
  await phone.stop();
});

test("a browser that refuses to keep anything is told so, and nothing is called saved", async () => {
  const profile = mkdtempSync(join(tmpdir(), "quartierpuls-phone-"));
  mkdirSync(join(profile, "Default"));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(blocked));
  const phone = await newcomer({ profile });
  const { page } = phone;
  assert.equal(
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          try {
            const request = indexedDB.open("x");
            request.onsuccess = () => resolve("opened");
            request.onerror = () => resolve("refused");
          } catch {
            resolve("refused");
          }
        }),
    ),
    "refused",
  );
  await page.locator('[data-id="notice-phone.not_kept"]').waitFor();
  await fillIn(page, "Ohne Gedächtnis");
  await submit(page);
  await page.locator('[data-id="idea-saved"]').waitFor();
  assert.equal(await phone.text("idea-saved"), "Noch nicht gespeichert");
  await arriveOnce(world.city, ["Ohne Gedächtnis"]);
  await phone.stop();
});
