// SPDX-License-Identifier: EUPL-1.2
// Every view of the phone as PNG (390×844), in German, Leichte Sprache and Arabic, each in light and in dark, long ones
// scrolled as well; some in English.
//
//     node tests/e2e/shots_phone.ts DIR [URL]    URL: a running city server; without it one is started
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startCity } from "../../house/city_and_devices.ts";
import { eventually } from "./eventually.ts";
import { buildNewVersion, copyApp } from "./new_version.ts";
import { Phone } from "./phone.ts";
import { type PhoneView, phoneViews } from "./phone_views.ts";
import { startWorld, type World } from "./world.ts";

const [, , folder, given] = process.argv;
if (!folder) {
  console.error("usage: node tests/e2e/shots_phone.ts DIR [URL]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const languages = ["de", "de-x-leicht", "ar"];
const alsoInEnglish = ["start", "idea_list", "radar", "settings"];
type Theme = "light" | "dark";

async function shoot(phone: Phone, { name, path }: PhoneView, lang: string, theme: Theme): Promise<void> {
  const { page } = phone;
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(
    (reader) => localStorage.setItem("quartierpuls.reader", JSON.stringify(reader)),
    { lang, quarter: "mitte" },
  );
  await phone.open(path);
  await phone.isCoreReady();
  await page.locator("main h1").waitFor();
  await sleep(400);
  const suffix = `${lang === "de" ? "" : `.${lang}`}${theme === "dark" ? ".dark" : ""}`;
  await page.screenshot({ path: join(folder as string, `phone_${name}${suffix}.png`) });
  const hasMore = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight * 1.25);
  if (!hasMore) return;
  await page.evaluate(() => window.scrollTo(0, innerHeight * 0.75));
  await sleep(150);
  await page.screenshot({ path: join(folder as string, `phone_${name}${suffix}.below.png`) });
}

// What only an act shows: an idea saved, and a device without a network.
async function shootActs(phone: Phone): Promise<void> {
  const { page } = phone;
  await page.evaluate(() => localStorage.setItem("quartierpuls.reader", '{"lang":"de","quarter":"mitte"}'));
  await phone.open("/ideen/neu");
  await page.locator("#idea-title").fill("Eine Bank vor der Bibliothek");
  await page.locator("#idea-text").fill("Beim Warten auf den Bus kann man dort nirgends sitzen.");
  await sleep(900);
  await page.screenshot({ path: join(folder as string, "phone_idea_write.filled.png") });
  await page.locator('[data-id="idea-submit"]').scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy(0, innerHeight / 2));
  await sleep(150);
  await page.screenshot({ path: join(folder as string, "phone_idea_write.similar.png") });
  await phone.isInstalled();
  await phone.context.setOffline(true);
  await page.locator('[data-id="idea-submit"]').click();
  await page.locator('[data-id="idea-saved"]').waitFor();
  await sleep(400);
  await page.screenshot({ path: join(folder as string, "phone_idea_saved.offline.png") });
  await phone.context.setOffline(false);
}

// What is one's own: listed, changed, asked about and deleted. Last, since nothing is left after it.
async function shootOwn(phone: Phone, lang: string): Promise<void> {
  const { page } = phone;
  await page.evaluate(
    (reader) => localStorage.setItem("quartierpuls.reader", JSON.stringify(reader)),
    { lang, quarter: "mitte" },
  );
  const suffix = lang === "de" ? "" : `.${lang}`;
  const shot = async (name: string) => {
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await sleep(400);
      await page.screenshot({ path: join(folder as string, `phone_${name}${suffix}${theme === "dark" ? ".dark" : ""}.png`) });
    }
    await page.emulateMedia({ colorScheme: "light" });
  };
  await phone.show("/meine");
  await page.locator("li.card").first().waitFor();
  await shot("own_ideas.filled");
  await page.evaluate(() => document.querySelector('[data-id="own-choices"]')?.scrollIntoView());
  await shot("own_acts");
  await page.locator('li.card a[href^="/meine/"]').first().click();
  await page.locator("#idea-title").waitFor();
  await shot("idea_edit");
  await phone.show("/meine");
  await page.locator('li.card [data-id="withdraw"]').first().click();
  await page.locator("dialog[open]").waitFor();
  await shot("ask_withdraw");
  await phone.show("/einstellungen");
  await page.locator('[data-id="erase"]').click();
  await page.locator("dialog[open]").waitFor();
  await shot("ask_erase");
  await phone.context.setOffline(true);
  await page.locator('dialog[open] [data-id="ask-yes"]').click();
  await page.locator('[data-id="erasing"]').waitFor();
  await page.locator('[data-id="erasing"]').scrollIntoViewIfNeeded();
  await shot("erasing");
  await page.locator('[data-id="erase-now"]').click();
  await page.locator('[data-id="erased"]').waitFor();
  await phone.context.setOffline(false);
  await shot("erased");
}

// A new version is offered while somebody reads.
async function shootUpdate(): Promise<void> {
  const own = await startWorld();
  const app = join(own.place.folder, "app");
  copyApp(app);
  const serve = async () => {
    await own.city.program.stop();
    own.city = await startCity(own.place, { port: own.city.port, app });
  };
  await serve();
  const reader = await Phone.start(own.city.url, { scale: 2 });
  try {
    await reader.install();
    buildNewVersion(app);
    await serve();
    await reader.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    for (const lang of languages) {
      await shoot(reader, { name: "start.update", path: "/" }, lang, "light");
      await reader.page.locator('[data-id="update"]').waitFor();
    }
    await shoot(reader, { name: "start.update", path: "/" }, "de", "dark");
  } finally {
    await reader.stop();
    reader.forget();
    await own.city.program.stop(); // the one that came last
    await own.stop();
  }
}

// The page at a stand, without HTTPS: what stands there in addition, also on the narrowest phone.
async function shootStand(url: string, width: number): Promise<void> {
  const host = "stand.example";
  const phone = await Phone.start(url.replace("127.0.0.1", host), {
    scale: 2,
    width,
    args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`],
  });
  const { page } = phone;
  const shot = (name: string) => page.screenshot({ path: join(folder as string, `phone_stand_${name}.${width}.png`) });
  try {
    for (const [name, path] of [
      ["start", "/"],
      ["idea_write", "/ideen/neu"],
      ["mood", "/stimmung"],
    ] as const) {
      await phone.open(path);
      await phone.isCoreReady();
      await page.locator(".sync--stand").waitFor();
      await sleep(400);
      await shot(name);
    }
    await phone.writeIdea("Eine Bank vor der Bibliothek");
    await sleep(400);
    await shot("idea_saved");
    await phone.open("/meine");
    await page.locator('[data-id="codes-note"]').waitFor();
    await sleep(400);
    await shot("own_ideas");
    for (const error of phone.errors) console.error(`phone at a stand: ${error}`);
  } finally {
    await phone.stop();
    phone.forget();
  }
}

const world: World | undefined = given ? undefined : await startWorld({ feed: [] });
const url = given ?? world?.city.url ?? "";
const phone = await Phone.start(url, { scale: 2 });
try {
  await phone.open("/");
  await phone.isCoreReady();
  await eventually("live values are here", async () => {
    await phone.open("/");
    await phone.isCoreReady();
    await sleep(300);
    return (await phone.page.locator("a.tile").count()) > 1;
  }, 60_000);
  const views = await phoneViews(url);
  for (const theme of ["light", "dark"] as const)
    for (const lang of languages) for (const view of views) await shoot(phone, view, lang, theme);
  for (const view of views.filter(({ name }) => alsoInEnglish.includes(name))) await shoot(phone, view, "en", "light");
  await shootActs(phone);
  for (const lang of languages) {
    await phone.install();
    await phone.writeIdea("Eine Bank vor der Bibliothek");
    await phone.writeIdea("Licht am Weg zur Schule");
    await phone.show("/ideen");
    await phone.page.locator('[data-id^="support-"]').first().click();
    await phone.goTo("/stimmung");
    await phone.answerThesis();
    await shootOwn(phone, lang);
  }
  await shootUpdate();
  for (const width of [390, 320]) await shootStand(url, width);
  console.log(`${views.length} phone views in ${folder}`);
  for (const error of phone.errors) console.error(`phone: ${error}`);
} finally {
  await phone.stop();
  phone.forget();
  await world?.stop();
}
