// SPDX-License-Identifier: EUPL-1.2
// Every view of the phone at 400 %: 320 by 256 px are left (WCAG 1.4.10). No violation, nothing to be moved sideways,
// and the screen is there for what is read: what sticks to its edges leaves room, and nothing ends under it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pixelsTooWide, violations } from "./accessibility.ts";
import { type KeyboardHand, startByKeyboard, wordsOf } from "./keyboard_hand.ts";
import type { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { hasLiveValues, publicIdeas, startWorld, type World } from "./world.ts";

let world: World;
let phone: Phone;
let hand: KeyboardHand;

// Higher than half of the screen, or over the last thing of the view where it can be scrolled no further.
function coveredBySticky(): string[] {
  const isStuck = (element: Element) => /fixed|sticky/.test(getComputedStyle(element).position);
  const boxes = [...document.querySelectorAll("body *")]
    .filter(isStuck)
    .map((element) => ({ name: element.getAttribute("class"), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.height > 0 && box.bottom > 0 && box.top < innerHeight);
  const wrong: string[] = [];
  const height = boxes.reduce((sum, { box }) => sum + box.height, 0);
  if (height > innerHeight / 2) wrong.push(`${boxes.map(({ name }) => name)} take ${height} px of ${innerHeight}`);
  scrollTo(0, document.documentElement.scrollHeight);
  const ends = [...document.querySelectorAll("main *")].map((element) => element.getBoundingClientRect().bottom);
  const end = Math.max(...ends);
  for (const { name, box } of boxes) if (box.top < end && box.bottom > end - 1) wrong.push(`the end lies under ${name}`);
  scrollTo(0, 0);
  return wrong;
}

before(async () => {
  world = await startWorld({ feed: [] });
  await hasLiveValues(world.city);
  ({ phone, hand } = await startByKeyboard(world.city.url, { width: 320, height: 256 }));
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await world?.stop();
});

test("every view is accessible at 400 %, and nothing of it lies under what sticks", async () => {
  const wrong: string[] = [];
  await phone.show("/");
  for (const { name, path } of await phoneViews(world.city.url)) {
    await phone.goTo(path);
    for (const violation of await violations(phone.page)) wrong.push(`${name}: ${violation}`);
    const tooWide = await pixelsTooWide(phone.page);
    if (tooWide > 0) wrong.push(`${name}: ${tooWide} px wider than the screen`);
    for (const each of await phone.page.evaluate(coveredBySticky)) wrong.push(`${name}: ${each}`);
  }
  assert.deepEqual(wrong, []);
});

test("by keyboard each stop of a list and of a form comes into view at 400 %", async () => {
  for (const path of ["/ideen", "/ideen/neu", "/einstellungen"]) {
    await phone.show(path);
    const wrong = (await hand.round()).filter((stop) => stop.wrong.length > 0);
    assert.deepEqual(wrong.map((stop) => `${wordsOf(stop)} ${stop.wrong}`), [], path);
  }
});

test("what is said to be saved is seen at 400 %, too", async () => {
  const [idea] = await publicIdeas(world.city);
  await phone.show(`/ideen/${idea?.id}`);
  await phone.page.locator(".button--support").first().click();
  const { top, bottom } = await phone.page.locator(".toast").evaluate((toast) => toast.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= 256, `from ${top} to ${bottom} of 256 px`);
});
