// SPDX-License-Identifier: EUPL-1.2
// On a machine with a display the kiosk opens a window, and one that is larger than the display's room shrinks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { root, startKiosk } from "../../house/city_and_devices.ts";
import { startXServer, type XServer } from "./x_server.ts";

const place = { build: process.env.QP_BUILD ?? join(root, "build/dev"), folder: mkdtempSync(join(tmpdir(), "quartierpuls-display-")) };
const display = { width: 1280, height: 720 };
let server: XServer;

before(async () => {
  server = await startXServer(display);
  Object.assign(process.env, { DISPLAY: server.name, SDL_VIDEODRIVER: "x11" });
});

after(() => server?.stop());

function sizeOfPng(file: string) {
  const bytes = readFileSync(file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

for (const [width, height] of [
  [1080, 1920],
  [1920, 1080],
  [540, 600],
] as const) {
  test(`a kiosk of ${width}×${height} stands whole in a window on a display of ${display.width}×${display.height}`, async () => {
    const kiosk = startKiosk(place, { name: `kiosk-${width}`, key: `${"0".repeat(31)}1`, width, height, scripted: true, isShown: true });
    try {
      await kiosk.must("wait nav.start 30", 35_000);
      const windows = execFileSync("xwininfo", ["-root", "-tree", "-display", server.name], { encoding: "utf8" });
      const [, w = "", h = "", x = "", y = ""] = /"Quartierpuls".* (\d+)x(\d+)\+.* \+(\d+)\+(\d+)\n/.exec(windows) ?? assert.fail(windows);
      const shown = { width: Number(w), height: Number(h) };
      assert.ok(Number(x) + shown.width <= display.width && Number(y) + shown.height <= display.height, windows);
      assert.ok(Math.abs(shown.width / shown.height - width / height) < 0.01, windows);
      if (width <= display.width && height <= display.height) assert.deepEqual(shown, { width, height });
      const picture = join(place.folder, `${width}.png`);
      await kiosk.must(`shot ${picture}`);
      assert.deepEqual(sizeOfPng(picture), shown);
      // And what is touched is where it is drawn.
      await kiosk.must("tap nav.ideas");
      await kiosk.must("wait search");
    } finally {
      await kiosk.stop();
    }
  });
}
