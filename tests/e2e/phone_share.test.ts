// SPDX-License-Identifier: EUPL-1.2
// What somebody passes on opens at the other end: the address of an idea, a project, an actor and a station, on a
// phone that has never been here, after a reload, and without a network where it is held.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";

interface Shared {
  title: string;
  url: string;
}
interface Sheet {
  shared: Shared[];
  isClosed: boolean; // by its reader, without passing anything on
}

const names = ["idea", "actor", "kickbox", "station"];
let world: CutWorld;
let paths: string[];

before(async () => {
  world = await startCutWorld({ feed: [] });
  await eventually("the city has one of each", async () => {
    paths = (await phoneViews(world.city.url)).filter(({ name }) => names.includes(name)).map(({ path }) => path);
    return paths.length === names.length;
  }, 60_000);
});

after(async () => {
  await world?.stop();
});

async function headingOf(phone: Phone): Promise<string> {
  await phone.page.locator('[data-id="share"]').waitFor();
  return await phone.page.locator("main h1").innerText();
}

test("each address opens on a first visit, after a reload, and without a network", async () => {
  for (const path of paths) {
    const phone = world.bring(await Phone.start(world.wire.url));
    await phone.open(path);
    const heading = await headingOf(phone);
    await phone.page.reload();
    assert.equal(await headingOf(phone), heading);
    await phone.isCoreReady();
    await phone.hasContent();
    await phone.isInstalled();
    world.wire.cut();
    await phone.open(path);
    assert.equal(await headingOf(phone), heading);
    await phone.isCoreReady();
    assert.equal(await headingOf(phone), heading, path);
    world.wire.heal();
    assert.deepEqual(phone.errors, []);
    await phone.stop();
  }
});

test("where there is a share sheet it gets name and address; closed again, nothing is copied", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.context.addInitScript(() => {
    const sheet: Sheet = { shared: [], isClosed: false };
    Object.assign(window, { sheet });
    Object.assign(navigator, {
      canShare: () => true,
      share: async (link: Shared) => {
        if (sheet.isClosed) throw new DOMException("closed", "AbortError");
        sheet.shared.push(link);
      },
    });
  });
  for (const path of paths) {
    await phone.open(path);
    const heading = await headingOf(phone);
    await phone.page.locator('[data-id="share"]').click();
    const shared = await phone.page.evaluate(() => (window as unknown as { sheet: Sheet }).sheet.shared);
    assert.deepEqual(shared, [{ title: heading, url: world.wire.url + path }]);
  }
  await phone.page.evaluate(() => {
    (window as unknown as { sheet: Sheet }).sheet.isClosed = true;
  });
  await phone.page.locator('[data-id="share"]').click();
  assert.equal(await phone.text("toast"), "");
});

test("without one the link is in the clipboard, with what was chosen in the view, and a screen reader hears it", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const station = paths.find((path) => path.startsWith("/station/"));
  await phone.open(`${station}?zeit=week`);
  await phone.page.getByRole("button", { name: "Teilen" }).click();
  await eventually("it is said", async () => (await phone.text("toast")).includes("Der Link ist kopiert."));
  assert.equal(await phone.page.locator('[data-id="toast"]').getAttribute("role"), "status");
  assert.equal(await phone.page.evaluate(() => navigator.clipboard.readText()), `${world.wire.url}${station}?zeit=week`);
});

test("what could not be copied is said", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.context.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await phone.open(paths[0]);
  await phone.page.locator('[data-id="share"]').click();
  await eventually("it is said", async () => (await phone.text("toast")).includes("Das Kopieren ging nicht"));
});
