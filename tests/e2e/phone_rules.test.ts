// SPDX-License-Identifier: EUPL-1.2
// What a page of the app may do in a browser: the rules that the city sends, kept on every journey, and in force.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";

let world: CutWorld;

before(async () => {
  world = await startCutWorld({ feed: [] });
});

after(async () => {
  await world?.stop();
});

// A phone that writes down each broken rule of a page; what a worker breaks stands among its errors.
async function watchedPhone(): Promise<Phone> {
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.context.exposeFunction("ruleBroken", (what: string) => phone.errors.push(what));
  await phone.context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sample } = event;
      (window as unknown as { ruleBroken(what: string): void }).ruleBroken(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return phone;
}

test("the page, its scripts and both workers come with the same strict rules", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  const asked = new Map<string, string>();
  phone.context.on("response", (response) =>
    asked.set(new URL(response.url()).pathname, response.headers()["content-security-policy"] ?? ""),
  );
  await phone.open("/");
  await phone.isCoreReady();
  await phone.isInstalled();
  const { headers } = await fetch(`${world.wire.url}/sw.js`);
  asked.set("/sw.js", headers.get("content-security-policy") ?? "");
  assert.ok([...asked.keys()].some((path) => /^\/assets\/main-.*\.js$/.test(path)), [...asked.keys()].join(" "));
  for (const [path, policy] of asked) {
    const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1).join(" ")]));
    assert.equal(rules.get("default-src"), "'none'", path);
    // Within the page stand the look, the app and its style; nothing else may.
    const within = ["/", "/index.html"].includes(path) ? { scripts: 2, styles: 1 } : { scripts: 0, styles: 0 };
    const hashes = (count: number) => " 'sha256-[\\w+/]{43}='".repeat(count);
    assert.match(rules.get("script-src") ?? "", new RegExp(`^'self' 'wasm-unsafe-eval'${hashes(within.scripts)}$`), path);
    assert.match(rules.get("style-src") ?? "", new RegExp(`^'self'${hashes(within.styles)}$`), path);
    assert.equal(rules.get("worker-src"), "'self'", path);
    assert.equal(rules.get("require-trusted-types-for"), "'script'", path);
    assert.equal(rules.get("trusted-types"), "quartierpuls", path);
  }
});

test("no journey breaks a rule: every view, writing, supporting, following, sharing, in two languages and a cellar", async () => {
  const phone = await watchedPhone();
  const { page } = phone;
  const views = await phoneViews(world.city.url);
  await phone.open("/");
  await phone.isCoreReady();
  await phone.hasContent();
  for (const { path } of views) {
    await phone.open(path);
    await phone.isCoreReady();
    await page.locator("main h1").waitFor();
  }
  await phone.writeIdea("Ein Brunnen am Kesselbrink");
  await page.getByRole("button", { name: "Code kopieren" }).click();
  await phone.open(views.find(({ name }) => name === "idea")?.path);
  await page.locator('[data-id^="support-"]').first().click();
  await page.locator('[data-id="share"]').click();
  await phone.open("/meine#R-0000-0000-0000");
  await page.locator('[data-id="lookup"]').waitFor();
  await phone.open("/einstellungen");
  await page.locator('[data-id="options-language"] input[value="ar"]').click();
  await eventually("Arabic", () => page.evaluate(() => document.documentElement.dir === "rtl"));
  await page.locator('[data-id="options-theme"] input[value="dark"]').click();
  const downloading = page.waitForEvent("download");
  await page.locator('[data-id="export"]').click();
  await downloading;
  await phone.isInstalled();
  world.wire.cut();
  for (const { path } of views) {
    await phone.open(path);
    await phone.isCoreReady();
    await page.locator("main h1").waitFor();
  }
  world.wire.heal();
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});

test("a text is no script: markup, a script's address and another policy are refused", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  await phone.open("/");
  await phone.isCoreReady();
  const refused = await phone.page.evaluate(() => {
    const attempts: Record<string, () => unknown> = {
      markup: () => (document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>"),
      worker: () => new Worker("/assets/x.js"),
      script: () => (document.createElement("script").src = "/look.js"),
      policy: () =>
        (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }).trustedTypes
          .createPolicy("another", {}),
      oursAgain: () =>
        (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }).trustedTypes
          .createPolicy("quartierpuls", {}),
    };
    return Object.entries(attempts).flatMap(([name, attempt]) => {
      try {
        attempt();
        return [];
      } catch {
        return [name];
      }
    });
  });
  assert.deepEqual(refused, ["markup", "worker", "script", "policy", "oursAgain"]);
});
