// SPDX-License-Identifier: EUPL-1.2
// The phone at a stand with a certificate: everything that a page may do with HTTPS, in full.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { TlsProxy } from "./tls_proxy.ts";
import { startWorld, waitingIdeas, type World } from "./world.ts";

let world: World;
let wire: CutProxy;
let https: TlsProxy;
let phone: Phone;

before(async () => {
  world = await startWorld();
  wire = await CutProxy.start(world.city.port);
  https = await TlsProxy.start("stand.example", wire.port);
  phone = await Phone.start(https.url, { args: https.browserArguments() });
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await https?.stop();
  await wire?.stop();
  await world?.stop();
});

test("with a certificate the app is installed, keeps its files in OPFS, and opens without the stand", async () => {
  const { page } = phone;
  await phone.open("/");
  await phone.isCoreReady();
  assert.equal(await page.evaluate(() => isSecureContext), true);
  await phone.isInstalled();
  await phone.hasContent();
  await phone.open("/ideen");
  await page.locator(".idea-card").first().waitFor();
  assert.equal(await page.locator(".sync--stand").count(), 0);

  wire.cut();
  await phone.writeIdea("Mit Zertifikat am Stand");
  const sizes = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("quartierpuls");
    const files: Record<string, number> = {};
    for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>)
      files[name] = (await handle.getFile()).size;
    return files;
  });
  assert.ok((sizes["local.db"] ?? 0) > 0 && (sizes["content.db"] ?? 0) > 0, JSON.stringify(sizes));
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(!databases.includes("quartierpuls-files"), `no files in IndexedDB: ${databases}`);

  phone.kill();
  phone = await Phone.start(https.url, { profile: phone.profile, args: https.browserArguments() });
  await phone.open("/meine");
  await phone.isCoreReady();
  await eventually("it is there without the stand", async () =>
    (await phone.page.locator("main").innerText()).includes("Mit Zertifikat am Stand"),
  );
  assert.equal(await phone.page.locator('[data-id="codes-note"]').count(), 0);

  wire.heal();
  await eventually(
    "it is at the city",
    async () => (await waitingIdeas(world.city)).some(({ title }) => title === "Mit Zertifikat am Stand"),
    40_000,
  );
  const there = (await waitingIdeas(world.city)).filter(({ title }) => title === "Mit Zertifikat am Stand");
  assert.equal(there.length, 1);
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
