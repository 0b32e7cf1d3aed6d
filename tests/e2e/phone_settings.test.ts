// SPDX-License-Identifier: EUPL-1.2
// What somebody may set on their phone, take away as a file, and delete: before the first paint, complete, and
// really.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { leftBehind, nothingLeft } from "./left_behind.ts";
import { Phone } from "./phone.ts";
import { openData, publicIdeas, waitingIdeas } from "./world.ts";

let world: CutWorld;

const opfsOff = ["--disable-blink-features=FileSystemAccessOriginPrivate"];

async function newPhone(args: string[] = []): Promise<Phone> {
  const phone = world.bring(await Phone.start(world.wire.url, { args }));
  await phone.install();
  return phone;
}

async function openSettings(phone: Phone): Promise<void> {
  await phone.open("/einstellungen");
  await phone.isCoreReady();
  await phone.page.locator('[data-id="erase"], [data-id="erasing"]').first().waitFor();
}

async function support(phone: Phone): Promise<string> {
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  await phone.open(`/ideen/${idea.id}`);
  await phone.support(idea.id);
  return idea.id;
}

async function askToErase(phone: Phone): Promise<string> {
  await openSettings(phone);
  await phone.page.locator('[data-id="erase"]').click();
  const asked = await phone.page.locator("dialog[open]").innerText();
  await phone.page.locator('dialog[open] [data-id="ask-yes"]').click();
  return asked;
}

const isErased = (phone: Phone, timeout = 20_000) => phone.page.locator('[data-id="erased"]').waitFor({ timeout });

before(async () => {
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
});

test("whether the browser may clear out what lies here is told as the browser says it", async () => {
  const phone = await newPhone();
  await openSettings(phone);
  assert.match(await phone.text("lasting"), /kann dieser Browser davon etwas löschen/);
  const browser = await phone.context.newCDPSession(phone.page);
  await browser.send("Browser.grantPermissions", { permissions: ["durableStorage"] });
  await support(phone); // something of one's own: the app asks the browser to keep it
  await openSettings(phone);
  await eventually("it promises", async () => /zugesagt/.test(await phone.text("lasting")));
});

test("colours and text size are kept on the device and stand before anything is drawn", async () => {
  const phone = await newPhone();
  const { page } = phone;
  const look = () =>
    page.evaluate(() => ({
      theme: document.documentElement.dataset.theme,
      size: getComputedStyle(document.documentElement).fontSize,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
  assert.deepEqual(await look(), { theme: "light", size: "16px", ground: "rgb(246, 244, 239)" });
  // Like the device, also while the page is open.
  await page.emulateMedia({ colorScheme: "dark" });
  await eventually("dark like the device", async () => (await look()).theme === "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await eventually("light like the device", async () => (await look()).theme === "light");

  await openSettings(phone);
  await page.locator('[data-id="options-theme"] input[value="contrast_dark"]').click();
  await page.locator('[data-id="options-text_size"] input[value="larger"]').click();
  const chosen = { theme: "contrast_dark", size: "20px", ground: "rgb(0, 0, 0)" };
  await eventually("it looks as chosen", async () => JSON.stringify(await look()) === JSON.stringify(chosen));
  await eventually("the choice is on", () => page.locator('[data-id="options-theme"] input[value="contrast_dark"]').isChecked());

  // Before anything is drawn it is there: nothing flashes.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      (window as unknown as { lookAtFirst: object }).lookAtFirst = { ...document.documentElement.dataset };
    }).observe(document, { childList: true, subtree: true });
  });
  await phone.open("/");
  const atFirst = await page.evaluate(() => (window as unknown as { lookAtFirst: object }).lookAtFirst);
  assert.deepEqual(atFirst, { theme: "contrast_dark", text: "larger" });
  assert.deepEqual(await look(), chosen);
  await phone.stop();
});

test("what is one's own comes as a file, with codes and states, and without keys", async () => {
  const phone = await newPhone();
  const idea = await support(phone);
  await phone.writeIdea("Ein Regal zum Tauschen");
  const code = await phone.text("receipt-code");
  await eventually("it has arrived", async () => {
    await phone.open("/meine");
    await phone.isCoreReady();
    return (await phone.page.locator("main").innerText()).includes("angekommen");
  }, 20_000);
  await openSettings(phone);
  const downloading = phone.page.waitForEvent("download");
  await phone.page.locator('[data-id="export"]').click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^quartierpuls-\d{4}-\d{2}-\d{2}\.json$/);
  const text = readFileSync(await download.path(), "utf8");
  const file = JSON.parse(text);
  assert.equal(file.format, "quartierpuls own data");
  assert.equal(file.ideas.length, 1);
  assert.equal(file.ideas[0].title, "Ein Regal zum Tauschen");
  assert.equal(file.ideas[0].receipt_code, code.trim());
  assert.equal(file.ideas[0].delivery, "received");
  assert.equal(file.choices.length, 1);
  assert.equal(file.choices[0].poll, idea);
  assert.ok(file.choices[0].idea.length > 3);
  assert.doesNotMatch(text, /seed|secret|"key"/);
  await phone.stop();
});

for (const { what, args } of [
  { what: "private files", args: [] },
  { what: "IndexedDB", args: opfsOff },
]) {
  test(`deleting everything takes it back at the city first, and leaves nothing in ${what}`, async () => {
    const phone = await newPhone(args);
    const idea = await support(phone);
    const before = countIdeas(world.city.data);
    await phone.writeIdea(`Bald gelöscht, aus ${what}`);
    await eventually("it has arrived", () => countIdeas(world.city.data) === before + 1, 20_000);
    assert.ok((await waitingIdeas(world.city)).some(({ title }) => title.includes(what)));
    const second = await phone.newTab();
    await second.goto(`${world.wire.url}/ideen`);
    await second.locator("html[data-core=ready]").waitFor({ state: "attached" });

    const asked = await askToErase(phone);
    assert.match(asked, /zurückziehen: 1\..*zurücknehmen: 1\./s);
    await isErased(phone);
    await second.locator('[data-id="erased"]').waitFor();
    assert.deepEqual(await phone.page.evaluate(leftBehind), nothingLeft);
    assert.ok(!(await waitingIdeas(world.city)).some(({ title }) => title.includes(what)), "withdrawn at the city");

    await second.close();
    await phone.page.locator('[data-id="erased"] button').click();
    await phone.isCoreReady();
    await phone.hasContent();
    await phone.open("/meine");
    await phone.isCoreReady();
    await eventually("it has begun anew", async () =>
      (await phone.page.locator("main").innerText()).includes("noch keine Idee"));
    assert.equal(await phone.page.locator('[data-id="notice-phone.purged"]').count(), 0);
    await phone.open(`/ideen/${idea}`);
    assert.equal(await phone.page.locator(`[data-id="support-${idea}"]`).getAttribute("aria-pressed"), "false");
    assert.deepEqual(phone.errors, []);
    await phone.stop();
  });
}

test("with a report, a project's key and its update: the key is said to go, what the city has of them stays, nothing is left here", async () => {
  const phone = await newPhone();
  const { page } = phone;
  const [idea] = await publicIdeas(world.city);
  const projects = await openData<{ id: string; title: string }>(world.city.url, "projects");
  const project = projects.find(({ title }) => title.startsWith("Gieß mich"));
  assert.ok(idea && project);
  const updateTitle = "Vor dem Löschen erzählt";

  await phone.show(`/kickbox/${project.id}/meins`);
  await page.locator('[data-id="make-key"]').click();
  const key = await page.locator('[data-id="project-key"] code').innerText();
  await cityCommand(world.city, ["enroll-innovator", "--project", "giess-mich", "--key", key]);
  await page.locator("#title").fill(updateTitle);
  await page.locator("#text").fill("So viel haben wir gelernt.");
  await page.locator('[data-id="update-submit"]').click();
  const isAtCity = async () => (await waitingIdeas(world.city)).some(({ title }) => title === updateTitle);
  await eventually("the editors have the update", isAtCity, 20_000);

  const reports = async () => JSON.parse(await cityCommand(world.city, ["moderate", "reports", "--json"])) as { id: string }[];
  await phone.show(`/ideen/${idea.id}/melden`);
  await page.locator('input[value="other"]').click();
  await page.locator("#report-text").fill("Das gehört nicht hierher.");
  await page.locator('[data-id="report-submit"]').click();
  await page.locator('[data-id="report-saved"]', { hasText: "Gespeichert" }).waitFor();
  await eventually("the editors have the report", async () => (await reports()).some(({ id }) => id === idea.id), 20_000);
  await phone.writeIdea("Neben Schlüssel und Meldung");
  const hasIdea = async () => (await waitingIdeas(world.city)).some(({ title }) => title === "Neben Schlüssel und Meldung");
  await eventually("the editors have the idea", hasIdea, 20_000);

  const asked = await askToErase(phone);
  assert.match(asked, /zurückziehen: 1\..*Schlüssel für deine Projekte, die verloren gehen: 1\..*Was bei der Stadt ist, bleibt/s);
  await isErased(phone);
  assert.deepEqual(await page.evaluate(leftBehind), nothingLeft);
  assert.equal(await hasIdea(), false, "the idea is withdrawn");
  assert.equal(await isAtCity(), true, "the update stays, as was said");
  assert.ok((await reports()).some(({ id }) => id === idea.id), "so does the report, which tells nothing of its author");

  await page.locator('[data-id="erased"] button').click();
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.show(`/kickbox/${project.id}/meins`);
  await page.locator('[data-id="make-key"]').waitFor();
  assert.equal(await page.getByText(updateTitle).count(), 0);
  await phone.show(`/ideen/${idea.id}`);
  await page.getByRole("link", { name: "Idee melden" }).waitFor();
  assert.deepEqual(phone.errors, []);
  await phone.stop();
});

test("without a network it is said what could not be taken back, and one may wait", async () => {
  const phone = await newPhone();
  const idea = await support(phone);
  await eventually("the support is there", () => countBallots(world.city.data, idea) > 0, 20_000);
  const before = countIdeas(world.city.data);
  await phone.writeIdea("Im Keller gelöscht");
  await eventually("it has arrived", () => countIdeas(world.city.data) === before + 1, 20_000);
  await eventually("and the phone knows", async () => {
    await phone.open("/meine");
    await phone.isCoreReady();
    return (await phone.page.locator("main").innerText()).includes("angekommen");
  }, 20_000);
  world.wire.cut();
  await openSettings(phone);
  // Not before it has looked.
  await eventually("the phone knows", async () => (await phone.text("sync-line")).includes("keine Verbindung"), 60_000);
  assert.match(await askToErase(phone), /keine Verbindung/);
  const erasing = phone.page.locator('[data-id="erasing"]');
  await erasing.waitFor();
  assert.match(await erasing.innerText(), /Noch nicht bei der Stadt: 2\..*keine Verbindung.*nicht zurückgenommen/s);

  // It outlasts a reload, and waits.
  await openSettings(phone);
  await erasing.waitFor();
  world.wire.heal();
  await isErased(phone, 90_000);
  assert.ok(!(await waitingIdeas(world.city)).some(({ title }) => title === "Im Keller gelöscht"));
  assert.deepEqual(await phone.page.evaluate(leftBehind), nothingLeft);
  await phone.stop();
});

test("whoever does not want to wait deletes at once, and whoever changes their mind keeps the device", async () => {
  const phone = await newPhone();
  world.wire.cut();
  await phone.writeIdea("Nie angekommen");
  await askToErase(phone);
  await phone.page.locator('[data-id="erase-keep"]').click();
  await phone.page.locator('[data-id="erase"]').waitFor();
  await phone.open("/meine");
  await phone.isCoreReady();
  await eventually("it is here, withdrawn", async () =>
    /Nie angekommen.*zurückgezogen/is.test(await phone.page.locator("main").innerText()));

  await askToErase(phone);
  await phone.page.locator('[data-id="erase-now"]').click();
  await isErased(phone);
  assert.deepEqual(await phone.page.evaluate(leftBehind), nothingLeft);
  world.wire.heal();
  assert.ok(!(await waitingIdeas(world.city)).some(({ title }) => title === "Nie angekommen"));
  await phone.stop();
});
