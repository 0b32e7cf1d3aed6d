// SPDX-License-Identifier: EUPL-1.2
// The phone's main journeys in Firefox and in WebKit (of which Safari is made): each ends as it does in Chromium, and
// where a browser has no private files, the app keeps what it must in IndexedDB.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { violationsBy } from "./accessibility.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { openFirefox } from "./firefox_window.ts";
import { leftBehind, nothingLeft } from "./left_behind.ts";
import { type OpenWindow, OtherPhone } from "./other_phone.ts";
import { openWebKit } from "./webkit_window.ts";
import { arriveOnce, hasLiveValues, publicIdeas, waitingIdeas } from "./world.ts";
import { startXServer, type XServer } from "./x_server.ts";

interface Browser {
  name: string;
  keeps: "private files" | "IndexedDB";
  openWindow: OpenWindow;
}

let world: CutWorld;
let display: XServer;

const browsers: Browser[] = [
  { name: "Firefox", keeps: "private files", openWindow: openFirefox },
  {
    name: "WebKitGTK",
    keeps: "IndexedDB", // Debian's has no private files
    openWindow: (profile, city) => openWebKit(display.name, profile, city),
  },
];

const arrivesMs = 60_000;

before(async () => {
  display = await startXServer({ width: 800, height: 1000 });
  world = await startCutWorld({ feed: [] });
  await hasLiveValues(world.city);
});

after(async () => {
  await world?.stop();
  display?.stop();
});

// Of the first chart and its table: how many values, and the highest, as its summary says and as a row has it.
async function chartAndTable(phone: OtherPhone) {
  const stream = ".stream:first-of-type";
  await phone.click(`${stream} .switch button:first-child`);
  await phone.reads(`${stream} .chart__summary`, /am höchsten/);
  const chart = await phone.run((css) => {
    const at = document.querySelector(css);
    const lines = [...(at?.querySelectorAll(".chart__line") ?? [])].map((line) => line.getAttribute("d") ?? "");
    return {
      drawn: lines.flatMap((line) => line.split("L")).length + (at?.querySelectorAll(".chart__bar").length ?? 0),
      name: at?.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "",
      summary: at?.querySelector<HTMLElement>(".chart__summary")?.innerText ?? "",
    };
  }, stream);
  await phone.click(`${stream} .switch button:last-child`);
  await phone.shows(`${stream} tbody tr`);
  return { ...chart, rows: await phone.texts(`${stream} tbody tr`) };
}

// Tabs of the app that have the databases' lock, and that wait for it. Runs in the page.
async function tabsThatHold() {
  const { held = [], pending = [] } = await navigator.locks.query();
  const ofDatabases = ({ name }: LockInfo) => name === "quartierpuls";
  return { hold: held.filter(ofDatabases).length, wait: pending.filter(ofDatabases).length };
}

for (const { name, keeps, openWindow } of browsers)
  describe(name, () => {
    let phone: OtherPhone;

    before(async () => {
      phone = await OtherPhone.start(openWindow, world.wire.url);
    });

    after(async () => {
      world.wire.heal();
      await phone?.stop();
      phone?.forget();
    });

    test(`the first visit shows the city's view, the core starts, and keeps its databases in ${keeps}`, async () => {
      const { ideas } = (await (await fetch(`${world.city.url}/views/start?lang=de&quartier=city`)).json()) as {
        ideas: { title: { text: string } }[];
      };
      await phone.open("/");
      await phone.reads("main", ideas[0]?.title.text ?? "no idea");
      await phone.install();
      const { files, databases } = await phone.run(leftBehind);
      assert.deepEqual(files, keeps === "private files" ? ["quartierpuls"] : []);
      assert.equal(databases.includes("quartierpuls-files"), keeps === "IndexedDB");
      assert.deepEqual(await phone.texts(".notices"), [], "and there is nothing to warn of");
    });

    test("a station shows its chart, and the same values as a table", async () => {
      await phone.openWithCore("/stationen");
      await phone.click("a.tile");
      await phone.reads(".stream__value", /\d/);
      await eventually("the table has what the chart shows", async () => {
        const { drawn, name, summary, rows } = await chartAndTable(phone);
        const highest = /am höchsten (\S+) [^(]*\((.+?)\)/.exec(summary);
        assert.ok(highest, summary);
        assert.equal(name, summary);
        assert.equal(rows.length, drawn);
        assert.ok(rows.some((row) => row.split("\t").join("|") === `${highest[2]}|${highest[1]}`), `${summary}: ${rows}`);
        return true;
      }, 30_000);
    });

    test("an idea is called saved, and arrives at the city once", async () => {
      const ideas = countIdeas(world.city.data);
      await phone.writeIdea(`Eine Bank, aus ${name}`);
      await eventually("it is at the city", () => countIdeas(world.city.data) === ideas + 1, arrivesMs);
      assert.equal((await waitingIdeas(world.city)).filter(({ title }) => title === `Eine Bank, aus ${name}`).length, 1);
    });

    test("an idea is supported, which is called saved, and counted", async () => {
      const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
      assert.ok(idea);
      const ballots = countBallots(world.city.data, idea.id);
      await phone.openWithCore(`/ideen/${idea.id}`);
      await phone.click(`[data-id="support-${idea.id}"]`);
      await phone.reads('[data-id="toast"]', "Gespeichert");
      await phone.shows(`[data-id="support-${idea.id}"][aria-pressed="true"]`);
      await eventually("it is at the city", () => countBallots(world.city.data, idea.id) === ballots + 1, arrivesMs);
    });

    test("an actor is found by a word, and opens", async () => {
      await phone.openWithCore("/netzwerk");
      await phone.until("all of them", () => document.querySelectorAll(".actor").length > 5);
      await phone.write("input[type=search]", "Digitalisierungsbüro");
      await phone.until("few of them", () => document.querySelectorAll(".actor").length < 5);
      await phone.reads(".actor .card__title", "Digitalisierungsbüro");
      await phone.click(".actor .card__link");
      await phone.reads("h1", "Digitalisierungsbüro");
    });

    test("the Themenradar is narrowed to one theme", async () => {
      await phone.openWithCore("/themen");
      const rows = () => phone.run(() => document.querySelectorAll("main .rows .row").length);
      await phone.shows("main .rows .row");
      const all = await rows();
      const theme = await phone.text(".radar-theme span");
      await phone.click(".radar-theme");
      await phone.reads("#radar-list", theme);
      await phone.until("its button is on", () => document.querySelectorAll('.radar-theme[aria-pressed="true"]').length === 1);
      assert.ok((await rows()) < all, `${await rows()} of ${all}`);
      assert.match(await phone.run(() => location.search), /^\?thema=\w+$/);
    });

    test("a project is looked up", async () => {
      await phone.openWithCore("/kickbox");
      await phone.reads(".project .card__link", /\w/);
      const title = await phone.text(".project .card__link");
      await phone.click(".project .card__link");
      await phone.reads("h1", title);
      await phone.reads("main", /Stufe \d von 6/);
    });

    test("a thesis is answered, which is called saved, and the next one comes", async () => {
      await phone.openWithCore("/stimmung");
      await phone.click('[data-id="stone-4"]');
      await phone.reads('[data-id="mood-saved"]', "Gespeichert");
      const first = await phone.text("h2.thesis");
      await phone.click(".actions .button--primary");
      await phone.until("another thesis", (before) => {
        const now = document.querySelector<HTMLElement>("h2.thesis")?.innerText;
        return now !== undefined && now !== before;
      }, first);
      await phone.openWithCore("/stimmung");
      await phone.shows('[data-id="stone-4"][aria-pressed="true"]');
    });

    test("Arabic is read and laid out from the right, also after a reload", async () => {
      const language = (id: string) => phone.click(`[data-id="options-language"] label:has(input[value="${id}"])`);
      await phone.openWithCore("/einstellungen");
      const side = () => phone.run(() => {
        const word = document.querySelector(".bar__name")?.getBoundingClientRect();
        return word && word.left + word.width / 2 < innerWidth / 2 ? "left" : "right";
      });
      assert.equal(await side(), "left");
      await language("ar");
      await phone.reads("h1", /\p{Script=Arabic}/u);
      await phone.until("from the right", () => getComputedStyle(document.body).direction === "rtl");
      assert.equal(await side(), "right");
      await phone.openWithCore("/einstellungen");
      await phone.reads("h1", /\p{Script=Arabic}/u);
      await language("de");
      await phone.until("from the left", () => getComputedStyle(document.body).direction === "ltr");
    });

    test("without a network all of it opens, and an idea outlasts the battery and arrives once", async () => {
      const title = `Im Keller, mit ${name}`;
      const ideas = countIdeas(world.city.data);
      world.wire.cut();
      for (const path of ["/", "/stationen", "/ideen", "/netzwerk", "/themen", "/kickbox", "/stimmung"]) {
        await phone.openWithCore(path);
        await phone.reads("main h1", /\w/);
      }
      await phone.writeIdea(title);
      await phone.loseBattery();
      await phone.openWithCore("/meine");
      await phone.reads("main", title);
      assert.equal(countIdeas(world.city.data), ideas);
      world.wire.heal();
      await eventually("it is at the city", () => countIdeas(world.city.data) === ideas + 1, arrivesMs);
      await phone.reads("main", /angekommen/);
      assert.equal((await waitingIdeas(world.city)).filter((idea) => idea.title === title).length, 1);
    });

    test("axe finds nothing wrong with start, ideas, an idea, the form and the settings", async () => {
      const [idea] = await publicIdeas(world.city);
      assert.ok(idea);
      const wrong: string[] = [];
      for (const path of ["/", "/ideen", `/ideen/${idea.id}`, "/ideen/neu", "/einstellungen"]) {
        await phone.openWithCore(path);
        await phone.until("it is drawn", () => !document.querySelector(".loading") && document.querySelector("main h1") !== null);
        for (const violation of await violationsBy((script) => phone.run(script))) wrong.push(`${path}: ${violation}`);
      }
      assert.deepEqual(wrong, []);
    });

    test("of two tabs one holds the databases and the other works on them, and takes over once the first is closed", async () => {
      const titles = ["Der erste Reiter", "Der zweite fragt ihn", "Der erste ist zu"].map((title) => `${title}, ${name}`);
      const [own = "", asked = "", taken = ""] = titles;
      await phone.leave();
      const first = await phone.newTab();
      const holders = (tab: OtherPhone, hold: number, wait: number) =>
        eventually(`${hold} holds, ${wait} waits`, async () => {
          assert.deepEqual(await tab.run(tabsThatHold), { hold, wait });
          return true;
        });
      await first.openWithCore("/ideen/neu");
      await holders(first, 1, 0);
      await first.fillInAndSend(own);
      const second = await phone.newTab();
      await second.openWithCore("/ideen/neu");
      await holders(second, 1, 1);
      await second.fillInAndSend(asked);
      await holders(second, 1, 1);
      await first.stop();
      await holders(second, 1, 0);
      await second.writeIdea(taken);
      await second.openWithCore("/meine");
      for (const title of titles) await second.reads("main", title);
      await second.stop();
      await phone.openWithCore("/meine");
      await arriveOnce(world.city, titles, arrivesMs);
    });

    test("deleting everything takes it back at the city first, and leaves nothing", async () => {
      await phone.openWithCore("/einstellungen");
      await phone.click('[data-id="erase"]');
      await phone.click('dialog[open] [data-id="ask-yes"]');
      await phone.shows('[data-id="erased"]');
      assert.deepEqual(await phone.run(leftBehind), nothingLeft);
      assert.deepEqual((await waitingIdeas(world.city)).filter((idea) => idea.title.includes(name)), []);
      await phone.click('[data-id="erased"] button');
      await phone.openWithCore("/meine");
      await phone.reads("main", "noch keine Idee");
    });

    test("no error, and nothing was asked of any other host", () => {
      assert.deepEqual(phone.complaints, []);
    });
  });
