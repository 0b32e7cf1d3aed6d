// SPDX-License-Identifier: EUPL-1.2
// Firefox and WebKit with no room left: nothing is called saved that is not, the text stays, and it is saved once there
// is room. Firefox is told how much it may keep; WebKitGTK asks nobody, so its whole disk is full.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { openFirefox } from "./firefox_window.ts";
import { type OpenWindow, OtherPhone } from "./other_phone.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "./small_disk.ts";
import { openWebKit } from "./webkit_window.ts";
import { arriveOnce } from "./world.ts";
import { startXServer, type XServer } from "./x_server.ts";

const roomIsSeenMs = 90_000; // the app looks at its room every half minute

let world: CutWorld;
let display: XServer;

before(async () => {
  display = await startXServer({ width: 800, height: 1000 });
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
  display?.stop();
});

async function newPhone(openWindow: OpenWindow): Promise<OtherPhone> {
  const phone = world.bring(await OtherPhone.start(openWindow, world.wire.url));
  await phone.install();
  return phone;
}

const isSaved = async (phone: OtherPhone) => (await phone.text('[data-id="idea-saved"]')).startsWith("Gespeichert");

// In the form that stands there. Whether it was called saved; the page has told either.
async function send(phone: OtherPhone, title: string): Promise<boolean> {
  await phone.write("#idea-title", title);
  await phone.click('[data-id="idea-submit"]');
  await phone.shows('[data-id="idea-saved"], .note--danger');
  return await isSaved(phone);
}

const typed = (phone: OtherPhone) => phone.run(() => document.querySelector<HTMLInputElement>("#idea-title")?.value);

// In the page: all the room that the city's pages may use, to the last few kilobytes.
async function fillRoom(): Promise<void> {
  const filler = await caches.open("filler");
  let count = 0;
  const put = (size: number) => {
    const bytes = new Uint8Array(size);
    for (let from = 0; from < size; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536));
    return filler.put(`/filler/${count++}`, new Response(bytes)).then(() => true, () => false);
  };
  for (let size = 1 << 20; size >= 1 << 12; size /= 2) while (await put(size));
}

// In the page.
async function makeRoom(): Promise<void> {
  await caches.delete("filler");
}

test("Firefox, its room used up: that is said, nothing is called saved, and it is saved once there is room", async () => {
  const title = "Kein Platz in Firefox";
  const phone = await newPhone((profile, city) => openFirefox(profile, city, 200_000));
  await phone.run(fillRoom);
  await phone.openWithCore("/ideen/neu"); // it looks at its room
  assert.equal(await send(phone, title), false);
  await phone.reads(".note--danger", /kein Platz mehr.*nichts gespeichert/s);
  assert.equal(await typed(phone), title);
  await phone.run(makeRoom);
  await eventually("it is saved", async () => {
    if (await isSaved(phone)) return true;
    await phone.run(() => document.querySelector<HTMLElement>('[data-id="idea-submit"]')?.click());
    return false;
  }, roomIsSeenMs);
  await arriveOnce(world.city, [title]);
  assert.deepEqual(phone.complaints, []);
});

// In the full test alone: it writes a disk full, which only root may bring.
test("WebKitGTK on a full disk: what is called saved outlasts the battery, what is not is said and stays in the form", { skip: !process.env.QP_FULL }, async (context) => {
  let disk = "";
  const onSmallDisk: OpenWindow = (profile, city) => {
    const data = join(profile, "data"); // what pages keep; with a full disk under its own cache WebKit ends by itself
    if (!disk) mountSmallDisk(data);
    disk = data;
    return openWebKit(display.name, profile, city);
  };
  let phone: OtherPhone;
  try {
    phone = await newPhone(onSmallDisk);
  } catch (error) {
    if (disk) throw error;
    context.skip("only root may mount a small disk");
    return;
  }
  try {
    await phone.openWithCore("/ideen/neu");
    world.wire.cut();
    const makeRoomOnDisk = fillDisk(disk);
    const saved: string[] = [];
    let title = "Volle Platte, die 1.";
    while (await send(phone, title)) {
      assert.ok(saved.push(title) < 50, "a disk without a byte left takes no more");
      await phone.click(".saved .button:not(.button--primary, .receipt *)"); // another one
      title = `Volle Platte, die ${saved.length + 1}.`;
    }
    await phone.reads(".note--danger", "Dein Text steht noch da");
    assert.equal(await typed(phone), title);
    await phone.loseBattery();
    makeRoomOnDisk();
    await phone.openWithCore("/meine");
    await phone.shows('[data-id="lookup"]');
    assert.deepEqual((await phone.texts("li.card h2")).sort(), [...saved].sort());
    await phone.openWithCore("/ideen/neu");
    assert.equal(await send(phone, title), true);
    world.wire.heal();
    await arriveOnce(world.city, [...saved, title]);
  } finally {
    await phone.stop();
    unmountDisk(disk);
  }
});
