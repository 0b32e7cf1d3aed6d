// SPDX-License-Identifier: EUPL-1.2
// The promise of the whole, with the real programs: what was said to be saved reaches the city exactly
// once, whatever happens in between, and what the city publishes reaches everybody.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cityCommand, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { openData, publicIdeas, startWorld, waitingIdeas, type World } from "./world.ts";

const seenWithinMs = 2000;
let world: World;
let wires: Record<"left" | "right" | "phone", CutProxy>;
let left: Program;
let right: Program;
let phone: Phone;
let supported: string; // a public idea that everybody supports
let countBefore: number;
let ballotsBefore: number; // of the demo's invented people

// A poll that holds answers back, so that no moment tells whose they are.
const delayMs = 15_000;
let thesis: string;

async function openThesis(): Promise<void> {
  const file = join(world.place.folder, "mood.json");
  const text = { de: "Auf dem Heimweg ist es hell genug." };
  const theses = [{ key: "licht", text }];
  writeFileSync(file, JSON.stringify({ key: "licht", title: { de: "Licht" }, delay_seconds: delayMs / 1000, theses }));
  await cityCommand(world.city, ["import", "--mood", file]);
  const all = await openData<{ id: string; text_de: string }>(world.city.url, "theses");
  const found = all.find(({ text_de }) => text_de === text.de);
  assert.ok(found, JSON.stringify(all.slice(0, 2)));
  thesis = found.id;
}

const kiosk = (name: "left" | "right") =>
  startKiosk(world.place, { name, url: wires[name].url, key: world.city.key, quarter: "mitte", scripted: true });

async function writeAtKiosk(program: Program, title: string): Promise<string> {
  await program.must("screen start");
  await program.must("tap call.idea");
  await program.must("tap write.title");
  await program.must(`type ${title}`);
  await program.must("tap write.submit");
  return program.must("wait saved");
}

before(async () => {
  world = await startWorld();
  wires = {
    left: await CutProxy.start(world.city.port),
    right: await CutProxy.start(world.city.port),
    phone: await CutProxy.start(world.city.port),
  };
  const open = (await publicIdeas(world.city)).find(({ status }) => status === "collected");
  assert.ok(open, "the demo has a collected idea");
  supported = open.id;
  await openThesis();
  countBefore = countIdeas(world.city.data);
  ballotsBefore = countBallots(world.city.data, supported);
  left = kiosk("left");
  right = kiosk("right");
  phone = await Phone.start(wires.phone.url);
  await phone.install();
  for (const program of [left, right]) {
    await program.must(`screen idea/${supported}`);
    await program.must(`wait support.${supported} 30`);
  }
  await phone.open(`/ideen/${supported}`);
  await phone.page.locator(`[data-id="support-${supported}"]`).waitFor();
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  for (const program of [left, right]) await program?.stop();
  for (const wire of Object.values(wires ?? {})) await wire.stop();
  await world?.stop();
});

test("without a network, each device says that an idea and a support are saved", async () => {
  for (const wire of Object.values(wires)) wire.cut();

  for (const [program, title] of [
    [left, "Lampen am linken Weg"],
    [right, "Lampen am rechten Weg"],
  ] as const) {
    await program.must(`screen idea/${supported}`);
    await program.must(`tap support.${supported}`);
    await program.must("wait-text notice Gespeichert");
    await program.must("screen mood");
    await program.must("tap stone.4");
    await writeAtKiosk(program, title);
    await program.must("expect saved Gespeichert");
    // Nobody stands there any more, as far as this one is concerned: the power goes.
    if (program === left) await left.kill();
  }

  await phone.support(supported);
  await phone.open("/stimmung");
  await phone.answerThesis(2);
  await phone.open("/ideen/neu");
  await phone.page.locator("#idea-title").fill("Lampen am Telefonweg");
  await phone.page.locator('[data-id="idea-submit"]').click();
  await eventually("the phone says that the idea is saved", async () =>
    (await phone.text("idea-saved")).includes("Gespeichert"),
  );
  assert.match(await phone.text("receipt-code"), /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await eventually("the phone counts what waits", async () => (await phone.text("sync-line")).includes("3 Beiträge"));

  assert.equal(countIdeas(world.city.data), countBefore, "nothing has reached the city");
  assert.equal(countBallots(world.city.data, supported), ballotsBefore);
});

test("a page that is opened without a network is the app, with what was written", async () => {
  await phone.open("/meine");
  await eventually("the idea stands there", async () =>
    (await phone.page.locator("main").innerText()).includes("Lampen am Telefonweg"),
  );
});

test("with the network back, every idea and ballot is at the city exactly once", async () => {
  for (const wire of Object.values(wires)) wire.heal();
  const healed = Date.now();
  left = kiosk("left"); // the one that was killed

  await eventually("three ideas", () => countIdeas(world.city.data) >= countBefore + 3, 30_000);
  await eventually("three ballots", () => countBallots(world.city.data, supported) >= ballotsBefore + 3, 30_000);
  // Once there is a net, an answer waits no longer than the poll says, and is carried at once.
  await eventually("three answers", () => countBallots(world.city.data, thesis) >= 3, 30_000);
  const waitedMs = Date.now() - healed;
  assert.ok(waitedMs <= delayMs + seenWithinMs, `the last answer came ${waitedMs} ms after the net`);
  assert.equal(countBallots(world.city.data, thesis), 3);
  await eventually("the phone has nothing left to send", async () => {
    const line = (await phone.page.locator('[data-id="sync-line"]').innerText()).trim();
    return !/Beitrag|Beiträge/.test(line);
  });
  assert.equal(countIdeas(world.city.data), countBefore + 3);
  const titles = (await waitingIdeas(world.city)).map(({ title }) => title);
  assert.deepEqual(
    titles.filter((title) => title.startsWith("Lampen am")).sort(),
    ["Lampen am Telefonweg", "Lampen am linken Weg", "Lampen am rechten Weg"],
  );
  assert.equal(countBallots(world.city.data, supported), ballotsBefore + 3);
});

test("an answer that gets lost after the commit makes no second idea", async () => {
  wires.right.loseAnswers();
  await writeAtKiosk(right, "Bank an der Haltestelle");
  await eventually("the city has it", () => countIdeas(world.city.data) === countBefore + 4, 30_000);
  wires.right.heal();
  await right.must("screen start");
  await eventually("the kiosk has its receipt", async () => !(await right.ask("value sync")).includes("Beitrag"), 30_000);
  assert.equal(countIdeas(world.city.data), countBefore + 4);
});

test("a published idea is on every other device within two seconds", async () => {
  const waiting = await waitingIdeas(world.city);
  const idea = waiting.find(({ title }) => title === "Lampen am rechten Weg");
  assert.ok(idea, `among ${JSON.stringify(waiting)}`);
  await left.must("screen ideas");
  await phone.open("/ideen");
  await phone.isCoreReady();

  await cityCommand(world.city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  const published = Date.now();
  const onKiosk = left.must(`wait idea.${idea.id} 10`).then(() => Date.now() - published);
  const onPhone = eventually("the phone shows it", async () =>
    (await phone.page.locator("main").innerText()).includes("Lampen am rechten Weg"),
  );
  const [kioskMs, phoneMs] = await Promise.all([onKiosk, onPhone]);
  assert.ok(kioskMs <= seenWithinMs, `kiosk after ${kioskMs} ms`);
  assert.ok(phoneMs <= seenWithinMs, `phone after ${phoneMs} ms`);
});

test("a declined idea reaches its author with the reason", async () => {
  const idea = (await waitingIdeas(world.city)).find(({ title }) => title === "Lampen am Telefonweg");
  assert.ok(idea);
  await phone.open("/meine");
  await cityCommand(world.city, ["moderate", "decline", idea.id, "--reason", "Die Lampen sind schon bestellt."]);
  await eventually("the reason stands at the idea", async () =>
    (await phone.page.locator("main").innerText()).includes("Die Lampen sind schon bestellt."),
  );
});

test("the phone has made no mistake and asked nobody but the city", () => {
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
