// SPDX-License-Identifier: EUPL-1.2
// What the city refuses is not lost: its author finds it on the phone, reads why, tries again, writes it anew or
// lets it go. The refusals are the real city's: for bytes that went bad on the phone before they were sent, and
// for a second withdrawal in the same place after the phone was put back to an earlier state.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";

import { pixelsTooWide, violations } from "./accessibility.ts";
import { countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";

let world: CutWorld;
let phone: Phone;

const main = () => phone.page.locator("main").innerText();
const refused = () => phone.page.locator('[data-id^="refused-"]');

type Files = Record<string, number[]>;

// The phone's own database as it lies on disk, while no page of the app is open.
async function takeDatabase(): Promise<Files> {
  await phone.open("/health");
  return await phone.page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("quartierpuls");
    const files: Record<string, number[]> = {};
    for (const name of ["local.db", "local.db-wal"]) {
      const file = await (await folder.getFileHandle(name)).getFile();
      files[name] = [...new Uint8Array(await file.arrayBuffer())];
    }
    return files;
  });
}

async function putDatabase(files: Files): Promise<void> {
  await phone.open("/health");
  await eventually("the database can be written", () =>
    phone.page.evaluate(async (all) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("quartierpuls");
      for (const [name, bytes] of Object.entries(all)) {
        const writable = await (await folder.getFileHandle(name)).createWritable();
        await writable.write(new Uint8Array(bytes));
        await writable.close();
      }
      return true;
    }, files),
  );
}

async function changeDatabase(change: (database: DatabaseSync) => void): Promise<void> {
  const files = await takeDatabase();
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-refused-"));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), new Uint8Array(bytes));
    const database = new DatabaseSync(join(folder, "local.db"));
    change(database);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    await putDatabase({ "local.db": [...readFileSync(join(folder, "local.db"))], "local.db-wal": [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const waiting = "SELECT number, batch FROM outbox WHERE state <> 1 ORDER BY number DESC LIMIT 1";

function replaceBatch(database: DatabaseSync, spoil: (batch: Uint8Array) => Uint8Array): Uint8Array {
  const row = database.prepare(waiting).get() as { number: number; batch: Uint8Array };
  const bytes = spoil(Uint8Array.from(row.batch));
  const hash = createHash("sha256").update(bytes).digest();
  database.prepare("UPDATE outbox SET batch = ?, hash = ? WHERE number = ?").run(bytes, hash, row.number);
  return row.batch;
}

async function openOwn(): Promise<void> {
  await phone.open("/meine");
  await phone.isCoreReady();
}

async function press(id: string): Promise<void> {
  await phone.page.locator(`[data-id="${id}"]`).first().click();
}

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  // A page beside the app that opens without a network as well.
  await phone.context.route("**/health", (route) => route.fulfill({ body: "ok" }));
  await phone.install();
});

after(async () => {
  await world?.stop();
});

test("an idea that the city could not read is shown with why; trying again brings it there", async () => {
  const before = countIdeas(world.city.data);
  world.wire.cut();
  await phone.writeIdea("Eine Bank am Teich");
  let sound: Uint8Array = new Uint8Array();
  await changeDatabase((database) => {
    sound = replaceBatch(database, (batch) => batch.subarray(0, batch.length - 9));
  });
  world.wire.heal();
  await openOwn();
  await refused().waitFor();
  const card = await refused().innerText();
  assert.match(card, /Eine Bank am Teich/);
  assert.match(card, /Stadt konnte ihn nicht lesen.*Noch einmal schicken kann helfen/s);
  assert.match(card, /Code: malformed/);
  assert.equal(await phone.page.locator('[data-id^="own-"]').count(), 0, "it stands in one place alone");

  for (const lang of ["ar", "de"]) {
    await phone.page.evaluate((chosen) => {
      localStorage.setItem("quartierpuls.reader", JSON.stringify({ lang: chosen, quarter: "mitte" }));
    }, lang);
    await openOwn();
    await refused().waitFor();
    assert.deepEqual(await violations(phone.page), []);
    assert.equal(await pixelsTooWide(phone.page), 0);
  }

  // From anywhere the line on sync leads here.
  await phone.open("/ideen");
  await phone.isCoreReady();
  await phone.page.locator('[data-id="sync-line"] a').click();
  await refused().waitFor();

  // As broken as before it is refused again, and still here.
  await press("retry");
  await eventually("it has gone out", async () => (await phone.text("toast")).includes("noch einmal zur Stadt"));
  await eventually("it is refused again", async () => (await refused().count()) === 1);

  await changeDatabase((database) => void replaceBatch(database, () => sound));
  await openOwn();
  await refused().waitFor();
  await press("retry");
  await eventually("the city has it", () => countIdeas(world.city.data) === before + 1, 20_000);
  await eventually("its author reads so", async () => (await main()).includes("angekommen"));
  assert.equal(await refused().count(), 0);
});

test("an idea that can never be taken as it is can be written anew, and the old one let go", async () => {
  const before = countIdeas(world.city.data);
  world.wire.cut();
  await phone.writeIdea("Ein Trinkbrunnen");
  await changeDatabase((database) => {
    replaceBatch(database, (batch) => {
      batch[batch.length - 1] = (batch[batch.length - 1] ?? 0) ^ 1; // in the signature
      return batch;
    });
  });
  world.wire.heal();
  await openOwn();
  await refused().waitFor();
  assert.match(await refused().innerText(), /Unterschrift passt nicht.*würde daran nichts ändern/s);
  assert.equal(await phone.page.locator('[data-id="retry"]').count(), 0);

  // What is being written is not overwritten unasked.
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  await phone.page.locator("#idea-title").fill("Angefangen");
  await phone.page.waitForTimeout(800);
  await openOwn();
  await refused().getByRole("link", { name: "Als neue Idee" }).click();
  await phone.page.locator('[data-id="brought-ask"]', { hasText: "Ein Trinkbrunnen" }).waitFor();
  assert.equal(await phone.page.locator("#idea-title").inputValue(), "Angefangen");
  await press("brought-take");
  await eventually("the text", async () => (await phone.page.locator("#idea-title").inputValue()) === "Ein Trinkbrunnen");
  assert.equal(new URL(phone.page.url()).hash, "");
  await press("idea-submit");
  await phone.page.locator('[data-id="idea-saved"]').waitFor();
  await eventually("the new one is at the city", () => countIdeas(world.city.data) === before + 1, 20_000);

  await openOwn();
  await refused().waitFor();
  await press("let-go");
  await phone.page.locator("dialog[open]").waitFor();
  await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
  await eventually("it is gone", async () => (await refused().count()) === 0);
  await openOwn();
  await eventually("the new one stands there", async () => (await main()).includes("Ein Trinkbrunnen"));
  assert.equal(await refused().count(), 0);
});

test("a withdrawal that the city refuses is told, and until it is let go nobody reads that the idea is gone", async () => {
  await phone.writeIdea("Ein Beet vor dem Haus");
  await openOwn();
  const card = phone.page.locator('[data-id^="own-"]', { hasText: "Ein Beet vor dem Haus" });
  await eventually("it has arrived", async () => (await card.innerText()).includes("angekommen"), 20_000);
  const earlier = await takeDatabase();
  const withdraw = async () => {
    await openOwn();
    await card.locator('[data-id="withdraw"]').click();
    await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
    await eventually("it is withdrawn", async () => /zurückgezogen/i.test(await card.innerText()));
  };
  await withdraw();
  await eventually("the city knows", async () => (await card.innerText()).includes("angekommen"), 20_000);

  await putDatabase(earlier);
  await openOwn();
  await card.locator('[data-id="withdraw"]').click();
  await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
  await refused().waitFor({ timeout: 20_000 });
  assert.match(await refused().innerText(), /Rücknahme einer Idee.*Ein Beet vor dem Haus.*Code: conflict/s);
  assert.match(await card.innerText(), /Rücknahme wurde nicht angenommen/);
  await press("let-go");
  await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
  await eventually("it is gone", async () => (await refused().count()) === 0);
});

test("no rule of the page was broken, and no other host was asked", () => {
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
