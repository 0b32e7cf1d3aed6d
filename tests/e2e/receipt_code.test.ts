// SPDX-License-Identifier: EUPL-1.2
// The code that somebody took home from a kiosk: any other kiosk and any phone that hold the city's content
// tell by it what became of the idea, also without a network.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { cityCommand, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { pressSubmit } from "./kiosk_idea.ts";
import { Phone } from "./phone.ts";
import { startWorld, waitingIdeas, type World } from "./world.ts";

let world: World;
let wire: CutProxy;
let kiosk: Program;
let other: Program;
let phone: Phone;

before(async () => {
  world = await startWorld();
  wire = await CutProxy.start(world.city.port);
  const standing = { url: world.city.url, key: world.city.key, quarter: "mitte", idleSeconds: 3600, scripted: true };
  kiosk = startKiosk(world.place, { ...standing, name: "kiosk-here" });
  other = startKiosk(world.place, { ...standing, name: "kiosk-there" });
  phone = await Phone.start(wire.url);
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await wire?.stop();
  await kiosk?.stop();
  await other?.stop();
  await world?.stop();
});

// Written at the kiosk: the code that its author notes, and the idea as editors see it.
async function handIn(title: string): Promise<{ code: string; id: string }> {
  await pressSubmit(kiosk, title);
  await kiosk.must("wait saved");
  const before = kiosk.said().length;
  await kiosk.must("dump");
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(kiosk.said().slice(before))?.[0] ?? "";
  assert.ok(code, "the kiosk shows a code");
  let id = "";
  await eventually("the editors see it", async () => {
    id = (await waitingIdeas(world.city)).find((idea) => idea.title === title)?.id ?? "";
    return id !== "";
  }, 20_000);
  return { code, id };
}

// Key by key on the screen's own keyboard, which has a code's letters.
async function typeAtKiosk(code: string): Promise<void> {
  await other.must("screen own");
  await other.must("tap lookup");
  for (let typed = 0; typed < 14; typed += 1) await other.must("tap key.erase");
  for (const letter of code.replaceAll("-", "")) await other.must(`tap key.${letter}`);
}

test("published: a phone in a cellar finds it by its code, and opens it", async () => {
  const { code, id } = await handIn("Eine Uhr am Kesselbrink");
  await cityCommand(world.city, ["moderate", "publish", id, "--theme", "quality"]);
  await phone.open(`/ideen/${id}`);
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.isInstalled();
  await phone.page.getByText("Eine Uhr am Kesselbrink").first().waitFor({ timeout: 20_000 });
  wire.cut();
  await phone.open("/meine");
  await phone.isCoreReady();
  const field = phone.page.locator('[data-id="lookup"] input');
  await field.fill(code.slice(0, 9));
  assert.equal(await phone.page.locator('[data-id="lookup-answer"]').count(), 0, "nobody is told off while typing");
  await field.fill(code.toLowerCase().replaceAll("-", " "));
  const found = phone.page.locator(`[data-id="found-${id}"]`);
  await found.getByText("Eine Uhr am Kesselbrink").waitFor({ timeout: 10_000 });
  await found.getByRole("link").click();
  await phone.page.getByRole("heading", { name: "Eine Uhr am Kesselbrink" }).waitFor();
  wire.heal();
});

test("declined: another kiosk tells the reason by the code", async () => {
  const { code, id } = await handIn("Ein Schwimmbad im Rathaus");
  await cityCommand(world.city, ["moderate", "decline", id, "--reason", "Dafür fehlt dort der Platz."]);
  await typeAtKiosk(code);
  await other.must("wait-text own.code " + code);
  const before = other.said().length;
  await other.must("dump");
  assert.match(other.said().slice(before), /Dafür fehlt dort der Platz/);
});

test("a receipt brought by its QR code is kept on the phone with its state, also in a cellar, until it is let go", async () => {
  const title = "Ein Regal am Obersee";
  const { code, id } = await handIn(title);
  await phone.open(`/meine#R-${code}`);
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.page.getByRole("button", { name: "Merken", exact: true }).click();
  await eventually("it is said", async () => (await phone.text("toast")).includes("Gemerkt"));
  const kept = phone.page.locator(`[data-id="followed-${code}"]`);
  await kept.getByText("noch nichts bekannt").waitFor();
  await cityCommand(world.city, ["moderate", "publish", id, "--theme", "quality"]);
  await kept.getByRole("link", { name: title }).waitFor({ timeout: 20_000 });

  wire.cut();
  await phone.open("/meine");
  await phone.isCoreReady();
  await kept.getByText(title).waitFor();
  assert.match(await kept.innerText(), /bei der Stadt angekommen/i);
  await phone.open("/einstellungen");
  await phone.isCoreReady();
  const downloading = phone.page.waitForEvent("download");
  await phone.page.locator('[data-id="export"]').click();
  const text = readFileSync(await (await downloading).path(), "utf8");
  const { followed } = JSON.parse(text) as { followed: { receipt_code: string; id: string; steps: object[] }[] };
  assert.deepEqual(followed.map((one) => [one.receipt_code, one.id, one.steps.length > 0]), [[code, id, true]]);

  await phone.open("/meine");
  await phone.isCoreReady();
  await kept.locator('[data-id="let-go"]').click();
  await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
  await kept.waitFor({ state: "detached" });
  await phone.page.reload();
  await phone.isCoreReady();
  await phone.page.locator('[data-id="lookup"]').waitFor();
  assert.equal(await kept.count(), 0);
  assert.deepEqual(phone.errors, []);
  wire.heal();
});

test("one wrong letter is named as such", async () => {
  await typeAtKiosk("0000-0000-0001");
  await other.must("wait lookup.answer");
});
