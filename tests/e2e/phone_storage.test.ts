// SPDX-License-Identifier: EUPL-1.2
// What the phone holds: it outlasts a killed browser and files that went bad.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";

import { wrongAsItStands } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { arriveOnce } from "./world.ts";

let world: CutWorld;

const newPhone = async (...options: Parameters<typeof Phone.start>) => world.bring(await Phone.start(...options));

const main = (phone: Phone) => phone.page.locator("main").innerText();

async function phoneThatSaved(title: string): Promise<Phone> {
  const phone = await newPhone(world.wire.url);
  await phone.open("/");
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.writeIdea(title);
  return phone;
}

// One of the phone's databases replaced, while no page of the app is open.
async function replace(phone: Phone, database: string, bytes: Uint8Array): Promise<void> {
  await phone.open("/health");
  await eventually(`${database} can be written`, () =>
    phone.page.evaluate(
      async ([name, values]) => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle("quartierpuls");
        for (const [file, content] of [
          [name, values],
          [`${name}-wal`, []],
        ] as const) {
          const writable = await (await folder.getFileHandle(file)).createWritable();
          await writable.write(new Uint8Array(content));
          await writable.close();
        }
        return true;
      },
      [database, [...bytes]] as [string, number[]],
    ),
  );
}

// The same database under another version of the schema, and the version that it had.
function atVersion(database: Uint8Array, wal: Uint8Array, version: number): { bytes: Uint8Array; was: number } {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-version-"));
  const file = join(folder, "local.db");
  writeFileSync(file, database);
  writeFileSync(`${file}-wal`, wal);
  const opened = new DatabaseSync(file);
  const { user_version: was } = opened.prepare("PRAGMA user_version").get() as { user_version: number };
  opened.exec(`PRAGMA journal_mode = DELETE; PRAGMA user_version = ${version}`);
  opened.close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return { bytes, was };
}

function files(phone: Phone): Promise<string[]> {
  return phone.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("quartierpuls");
    const names: string[] = [];
    for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>)
      if ((await handle.getFile()).size > 0) names.push(name);
    return names;
  });
}

function bytesOf(phone: Phone, file: string): Promise<number[]> {
  return phone.page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("quartierpuls");
    const kept = await (await folder.getFileHandle(name)).getFile();
    return [...new Uint8Array(await kept.arrayBuffer())];
  }, file);
}

before(async () => {
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
});

// `./dev test full` asks for all 50: each takes some seconds.
const kills = process.env.QP_FULL ? 50 : 3;

test(`a browser killed right after it said saved has lost nothing, ${kills} times over`, async () => {
  let phone = await newPhone(world.wire.url);
  await phone.install();
  world.wire.cut();
  const titles: string[] = [];
  for (let kill = 1; kill <= kills; ++kill) {
    titles.push(`Bank Nummer ${kill}`);
    await phone.goTo("/ideen/neu");
    await phone.page.locator("#idea-title").fill(`Bank Nummer ${kill}`);
    await phone.page.locator('[data-id="idea-submit"]').click();
    await phone.page.locator('[data-id="idea-saved"]', { hasText: "Gespeichert" }).waitFor();
    phone.kill();
    phone = await newPhone(world.wire.url, { profile: phone.profile });
    await phone.open("/meine");
    await phone.isCoreReady();
    await eventually(`all ${kill} are there`, async () => {
      assert.deepEqual((await phone.page.locator("li.card h2").allInnerTexts()).sort(), [...titles].sort());
      return true;
    });
  }
  world.wire.heal();
  await arriveOnce(world.city, titles);
  await phone.stop();
});

test("a browser without private files keeps the same promise in IndexedDB, and is the whole app", async () => {
  const args = ["--disable-blink-features=FileSystemAccessOriginPrivate"];
  let phone = await newPhone(world.wire.url, { args });
  await phone.open("/");
  await phone.isCoreReady();
  assert.equal(await phone.page.evaluate(() => "getDirectory" in navigator.storage), false);
  await phone.isInstalled();
  await phone.hasContent();
  world.wire.cut();
  for (const title of ["In IndexedDB, die erste", "In IndexedDB, die zweite"]) {
    await phone.writeIdea(title);
    phone.kill();
    phone = await newPhone(world.wire.url, { args, profile: phone.profile });
    await phone.open("/meine");
    await eventually(`${title} is there`, async () => (await main(phone)).includes(title));
  }
  const databases = await phone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(databases.includes("quartierpuls-files"), String(databases));
  world.wire.heal();
  await phone.stop();
});

test("a damaged database is kept aside, said, and never overwritten", async () => {
  const bytes = Uint8Array.from({ length: 9000 }, (_, i) => i * 7);
  const phone = await phoneThatSaved("Vor dem Schaden");
  await replace(phone, "local.db", bytes);

  await phone.open("/");
  await phone.isCoreReady();
  const notice = phone.page.locator(".notices");
  await notice.waitFor();
  assert.match(await notice.innerText(), /beschädigt/);
  const names = await files(phone);
  const kept = names.find((name) => /^local\.db\.aside-\d{8}T\d{6}Z$/.test(name));
  assert.ok(kept, names.join(" "));
  assert.deepEqual(await bytesOf(phone, kept), [...bytes], "byte for byte as it was found");

  // And it goes on: a new idea is saved in a new file.
  await eventually("the city's keys are here again", async () => {
    await phone.writeIdea("Nach dem Schaden");
    return true;
  }, 20_000);
  await phone.open("/meine");
  await eventually("it is there", async () => (await main(phone)).includes("Nach dem Schaden"));
  await phone.stop();
});

test("what a newer version wrote an older one leaves as it is, and says so; the newer one goes on with it", async () => {
  const phone = await phoneThatSaved("Von der neueren Version");
  await phone.open("/health");
  const [database, wal] = [await bytesOf(phone, "local.db"), await bytesOf(phone, "local.db-wal")];
  const { bytes: newer, was } = atVersion(Uint8Array.from(database), Uint8Array.from(wal), 9999);
  await replace(phone, "local.db", newer);

  await phone.open("/ideen/neu");
  const notice = phone.page.locator('[data-id="notice-phone.database_newer"]');
  await notice.waitFor({ timeout: 10_000 });
  assert.match(await notice.innerText(), /neueren Version.*noch da/s);
  assert.equal(await phone.page.locator("#idea-title").count(), 0, "nobody writes what cannot be saved");
  await phone.page.locator(".loading").waitFor({ state: "hidden" });
  await phone.open("/");
  await notice.waitFor();
  await phone.page.locator("main .call").waitFor(); // what the city makes is there to read
  assert.deepEqual(await wrongAsItStands(phone.page), []);
  await phone.open("/health");
  assert.deepEqual((await files(phone)).filter((name) => name.includes("aside")), []);
  assert.deepEqual(await bytesOf(phone, "local.db"), [...newer], "byte for byte as it was found");

  await replace(phone, "local.db", atVersion(newer, new Uint8Array(), was).bytes);
  await phone.open("/meine");
  await phone.isCoreReady();
  await eventually("what was saved is there", async () => (await main(phone)).includes("Von der neueren Version"));
  assert.equal(await notice.count(), 0);
  await phone.writeIdea("Danach");
  await arriveOnce(world.city, ["Von der neueren Version", "Danach"]);
  assert.deepEqual(phone.errors, []);
  await phone.stop();
});

test("a browser that has thrown away what was saved is found out and says so, and the app goes on", async () => {
  const phone = await phoneThatSaved("Vor dem Aufräumen");
  const { origin } = new URL(phone.page.url());
  await phone.open("/health");
  // What a browser short of room does: everything that has a quota.
  const session = await phone.context.newCDPSession(phone.page);
  const storageTypes = "file_systems,indexeddb,cache_storage,service_workers";
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes });

  const purged = '[data-id="notice-phone.purged"]';
  await phone.open("/meine");
  await phone.isCoreReady();
  await phone.page.locator(purged).waitFor();
  assert.match(await phone.page.locator(purged).innerText(), /gelöscht.*Nachweis-Code.*verloren/s);
  assert.doesNotMatch(await main(phone), /Vor dem Aufräumen/);
  assert.deepEqual(await wrongAsItStands(phone.page), []);

  // It has begun anew, and says it once.
  await phone.hasContent();
  await phone.writeIdea("Nach dem Aufräumen");
  await phone.open("/meine");
  await phone.isCoreReady();
  await eventually("it is there", async () => (await main(phone)).includes("Nach dem Aufräumen"));
  assert.equal(await phone.page.locator(purged).count(), 0);
  await phone.stop();
});

test("where the browser's room is used up, nothing is called saved, the text stays, and it is saved once there is room", async () => {
  const phone = await newPhone(world.wire.url);
  const { page } = phone;
  await phone.open("/");
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  await page.locator("#idea-title").fill("Kein Platz in den Dateien");
  await page.waitForTimeout(1000); // the draft is kept
  const { origin } = new URL(page.url());
  const session = await phone.context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  // The app looks at its room when it starts, and every half minute.
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  await eventually("the draft is there again", async () => (await page.locator("#idea-title").inputValue()) !== "");
  await page.locator('[data-id="idea-submit"]').click();
  const refused = page.locator(".note--danger");
  await refused.first().waitFor();
  assert.equal(await page.locator('[data-id="idea-saved"]').count(), 0);
  assert.match(await refused.first().innerText(), /kein Platz mehr.*nichts gespeichert/s);
  assert.deepEqual(await wrongAsItStands(page), []);
  assert.equal(await page.locator("#idea-title").inputValue(), "Kein Platz in den Dateien");

  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await eventually(
    "there is room again",
    async () => {
      await page.locator('[data-id="idea-submit"]').click();
      await page.waitForTimeout(1000);
      return (await page.locator('[data-id="idea-saved"]').count()) === 1;
    },
    90_000,
  );
  await phone.open("/meine");
  await phone.isCoreReady();
  await eventually("it is there, once", async () => (await main(phone)).split("Kein Platz in den Dateien").length === 2);
  await phone.stop();
});
