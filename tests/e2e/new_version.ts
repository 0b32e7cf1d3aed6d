// SPDX-License-Identifier: EUPL-1.2
// The app's files in a folder of a test's own, and its next version in their place.
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../house/city_and_devices.ts";

export const newVersion = "<!-- the next version -->";

export function copyApp(app: string): void {
  cpSync(join(root, "web/dist"), app, { recursive: true });
}

// What a build would: the page is another, and with it the service worker's list.
export function buildNewVersion(app: string): void {
  const change = (name: string, to: (text: string) => string) => {
    writeFileSync(join(app, name), to(readFileSync(join(app, name), "utf8")));
    for (const packed of [".br", ".gz"]) rmSync(join(app, name + packed), { force: true });
  };
  change("index.html", (page) => page.replace("</body>", `${newVersion}</body>`));
  change("sw.js", (script) => script.replace(/(\/index\.html[`"'],\s*revision:\s*[`"'])[0-9a-f]+/, "$1new"));
  assert.match(readFileSync(join(app, "sw.js"), "utf8"), /revision:\s*[`"']new/);
}
