// SPDX-License-Identifier: EUPL-1.2
// Somebody reports an idea on the phone, without a network too: the editors see why, take it down or find nothing
// wrong, and the phone says how far the report got.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { pixelsTooWide, violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { publicIdeas, waitingIdeas } from "./world.ts";

interface Reported {
  id: string;
  title: string;
  count: number;
  reasons: Record<string, number>;
  reports: { reason: string; text: string }[];
}

const offending = "Kauft bei Meyer, alles billig";

let world: CutWorld;
let author: Phone; // by the city's own address: its wire is never cut
let reader: Phone;
let idea: string;

const main = (phone: Phone) => phone.page.locator("main").innerText();
const reported = async () => JSON.parse(await cityCommand(world.city, ["moderate", "reports", "--json"])) as Reported[];
const fault = () => reader.page.locator("#report-fault");

async function openIdea(phone: Phone, id: string, words: string): Promise<void> {
  await phone.open(`/ideen/${id}`);
  await phone.isCoreReady();
  await eventually("the idea is there", async () => (await main(phone)).includes(words), 20_000);
}

async function report(reason: string, text: string): Promise<void> {
  await reader.page.locator(`input[value="${reason}"]`).click();
  if (text) await reader.page.locator("#report-text").fill(text);
  await reader.page.locator('[data-id="report-submit"]').click();
  await reader.page.locator('[data-id="report-saved"]', { hasText: "Gespeichert" }).waitFor({ timeout: 10_000 });
}

before(async () => {
  world = await startCutWorld();
  author = world.bring(await Phone.start(world.city.url));
  reader = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  await author.install();
  await author.writeIdea(offending);
  await eventually("the editors have it", async () => (await waitingIdeas(world.city)).length === 1, 20_000);
  idea = (await waitingIdeas(world.city))[0]?.id ?? "";
  await cityCommand(world.city, ["moderate", "publish", idea, "--theme", "quality"]);
  await reader.install();
});

after(async () => {
  await world?.stop();
});

test("an idea is reported without a network, and the editors see why once there is one", async () => {
  await openIdea(reader, idea, offending);
  world.wire.cut();
  await reader.page.getByRole("link", { name: "Idee melden" }).click();
  await reader.page.locator('[data-id="report-submit"]').waitFor();
  assert.deepEqual(await violations(reader.page), []);
  assert.equal(await pixelsTooWide(reader.page), 0);

  await reader.page.locator('[data-id="report-submit"]').click();
  await fault().waitFor();
  assert.deepEqual(await violations(reader.page), []);
  const words = reader.page.locator("#report-text");
  await words.fill("Halb getippt");
  await reader.page.reload();
  await eventually("a reload keeps what was typed", async () => (await words.inputValue()) === "Halb getippt");
  await report("advertising", "Das ist ein Laden in der Innenstadt.");
  await reader.page.getByRole("button", { name: "Zurück zur Idee" }).click();
  await eventually("it says so", async () => (await main(reader)).includes("Du hast diese Idee gemeldet: gespeichert"));
  assert.equal(await reader.page.getByRole("link", { name: "Idee melden" }).count(), 0);
  assert.deepEqual(await reported(), []);

  world.wire.heal();
  await eventually("the editors have it", async () => (await reported()).length === 1, 20_000);
  const [entry] = await reported();
  assert.equal(entry?.id, idea);
  assert.equal(entry?.title, offending);
  assert.equal(entry?.count, 1);
  assert.deepEqual(entry?.reasons, { advertising: 1 });
  assert.equal(entry?.reports[0]?.text, "Das ist ein Laden in der Innenstadt.");
  await eventually("so has the phone", async () => (await main(reader)).includes("bei der Stadt angekommen"), 20_000);
});

test("the address of the form does not ask twice", async () => {
  await reader.open(`/ideen/${idea}/melden`);
  await reader.isCoreReady();
  await eventually("it says so", async () => (await main(reader)).includes("Du hast diese Idee gemeldet"));
  assert.equal(await reader.page.locator('[data-id="report-submit"]').count(), 0);
});

test("once the editors have declined it no browser shows it, and no report waits", async () => {
  await openIdea(author, idea, offending);
  await cityCommand(world.city, ["moderate", "decline", idea, "--reason", "Das ist Werbung."]);
  for (const phone of [reader, author]) {
    await phone.open("/ideen");
    await phone.isCoreReady();
    await eventually("it is gone", async () => {
      const text = await main(phone);
      return text.includes("Ideen") && !text.includes(offending);
    }, 20_000);
    await phone.open(`/ideen/${idea}`);
    await eventually("its address too", async () => (await main(phone)).includes("nicht"), 20_000);
    assert.equal((await main(phone)).includes(offending), false);
  }
  assert.deepEqual(await reported(), []);
});

test("where the editors find nothing wrong the idea stays, and its report waits no more", async () => {
  const other = (await publicIdeas(world.city))[0];
  assert.ok(other);
  await openIdea(reader, other.id, other.title);
  await reader.page.getByRole("link", { name: "Idee melden" }).click();
  await report("other", "");
  await eventually("the editors have it", async () => (await reported())[0]?.id === other.id, 20_000);
  await cityCommand(world.city, ["moderate", "dismiss", other.id]);
  assert.deepEqual(await reported(), []);
  await openIdea(reader, other.id, other.title);
  await eventually("it says so", async () => (await main(reader)).includes("Du hast diese Idee gemeldet"));
  assert.deepEqual(reader.errors, []);
});
