// SPDX-License-Identifier: EUPL-1.2
// What people come for, each by touch alone, by keypad alone and by transcript alone (keypad and speech,
// without looking), over the real kiosk.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countIdeas } from "./city_files.ts";
import { eventually } from "./eventually.ts";
import { Finger, type Hand, Keypad, Listener } from "./kiosk_hand.ts";
import { openData, startWorld, type World } from "./world.ts";

let world: World;

before(async () => {
  world = await startWorld({ feed: [] });
});

after(async () => {
  await world?.stop();
});

const ways: [string, (kiosk: Program) => Hand][] = [
  ["touch", (kiosk) => new Finger(kiosk)],
  ["keypad", (kiosk) => new Keypad(kiosk)],
  ["transcript", (kiosk) => new Listener(kiosk)],
];

for (const [way, make] of ways) {
  describe(`by ${way} alone`, () => {
    let kiosk: Program;
    let hand: Hand;

    before(async () => {
      kiosk = startKiosk(world.place, {
        name: `kiosk-${way}`,
        url: world.city.url,
        key: world.city.key,
        quarter: "mitte",
        idleSeconds: 3600,
        scripted: true,
      });
      await kiosk.must("wait live 60", 65_000);
      hand = make(kiosk);
      if (way !== "transcript") return;
      await kiosk.must("key speech");
      await kiosk.must("heard Sprachausgabe an");
    });

    after(async () => {
      await kiosk?.stop();
    });

    // What came of it: seen, or heard.
    const learn = async (id: string, words: string) => {
      await kiosk.must(way === "transcript" ? `heard ${words}` : `wait-text ${id} ${words}`);
    };
    const idOf = async (kind: string) => {
      const before = kiosk.said().length;
      await kiosk.must("dump");
      return new RegExp(`#${kind}\\.([0-9a-f]{8,})`).exec(kiosk.said().slice(before))?.[1] ?? "";
    };

    // K07: the receipt's code is for one person alone, until they choose that it may be heard.
    const hearTheCode = async () => {
      const code = (await kiosk.must("value saved.code")).trim().slice(0, 14);
      const letters = code.split("-").map((group) => [...group].join(" "));
      await hand.press("saved.receipt", "nur auf dem Bildschirm");
      await kiosk.must(`heard ${letters.join(", ")}`);
    };

    test("read the air", async () => {
      await hand.press("nav.start", "Puls");
      await hand.press("tile.0", "Luft");
      await learn("title", "Straße");
      await hand.press("show.table", "Tabelle");
      assert.notEqual(await idOf("table"), "", "the same numbers stand in a table");
      await hand.press("back", "Zurück");
    });

    test("write an idea", async () => {
      const before = countIdeas(world.city.data);
      await hand.press("nav.start", "Puls");
      await hand.press("call.idea", "Was soll hier besser werden?");
      await hand.write("write.title", "Worum geht es?", "Bank");
      await hand.press("write.submit", "abschicken");
      await learn("saved", "espeichert");
      if (way === "transcript") await hearTheCode();
      await hand.press("saved.done", "Zum Start");
      await eventually("the city has it", () => countIdeas(world.city.data) === before + 1, 30_000);
    });

    test("support an idea", async () => {
      await hand.press("nav.ideas", "Ideen. ausgeschaltet. Bereich");
      await kiosk.must("wait count");
      await hand.press(`support.${await idOf("support")}`, (await kiosk.must(`value support.${await idOf("support")}`)).split(" = ")[0] ?? "");
      await learn("notice", "Gespeichert");
    });

    test("answer theses", async () => {
      await hand.press("nav.mood", "Stimmung");
      await hand.press("stone.4", "stimme eher zu");
      await learn("mood.saved", "espeichert");
      await hand.press("mood.next", "Weiter");
      await hand.press("stone.2", "lehne eher ab");
      await learn("mood.saved", "espeichert");
    });

    test("find an actor", async () => {
      await hand.press("nav.actors", "Netzwerk");
      await kiosk.must("wait count");
      const all = await kiosk.must("value count");
      const fewer = async (choice: string, words: string, before: string) => {
        await hand.press(choice, words);
        await kiosk.must("wait count");
        const now = await kiosk.must("value count");
        assert.notEqual(now, before, choice);
        return now;
      };
      const ofScience = await fewer("sector.science", "Wissenschaft", all);
      await hand.press("filters", "Themen. Schaltfläche");
      await hand.press("theme.environment", "Umwelt");
      await kiosk.must("key back");
      await kiosk.must("wait count");
      assert.notEqual(await kiosk.must("value count"), ofScience);
      await hand.press("filters", "Themen. Schaltfläche");
      await hand.press("theme.all", "Alle Themen");
      await kiosk.must("key back");
      await fewer("sector.all", "Alle Bereiche", ofScience);
      assert.equal(await kiosk.must("value count"), all);
      await hand.write("search", "Thema suchen", "Um");
      const actor = await idOf("actor");
      assert.notEqual(actor, "");
      await hand.press(`actor.${actor}`, "Um");
      await kiosk.must("wait back");
    });

    test("narrow the Themenradar", async () => {
      await hand.press("nav.radar", "Themen");
      await kiosk.must("wait radar.count");
      const all = await kiosk.must("value radar.count");
      await hand.press("radar.theme.environment", "Umwelt");
      await kiosk.must("wait radar.count");
      assert.notEqual(await kiosk.must("value radar.count"), all);
    });

    test("look up a project", async () => {
      await hand.press("nav.kickbox", "Kickbox. ausgeschaltet. Bereich");
      await kiosk.must("wait count");
      const project = (await openData<{ id: string }>(world.city.url, "projects"))[0];
      assert.ok(project);
      const title = (await kiosk.must(`value project.${project.id}`)).split(/[.,]/)[0] ?? "";
      await hand.press(`project.${project.id}`, title);
      await kiosk.must("wait stage");
    });

    test("change how the kiosk looks", async () => {
      await hand.press("settings.open", "Anzeige einstellen");
      await hand.press("set.theme.contrast_dark", "starker Kontrast, dunkel");
      await hand.press("sheet.done", "Fertig");
      await kiosk.must("expect-no settings");
    });
  });
}
