// SPDX-License-Identifier: EUPL-1.2
// The kiosk's Debian package, built and unpacked.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

// Returns the folder with what is in it.
export function unpackKiosk(build: string, folder: string): string {
  const unpacked = join(folder, "unpacked");
  execFileSync("cpack", ["--config", join(build, "CPackConfig.cmake"), "-B", folder], { stdio: "pipe" });
  const file = readdirSync(folder).find((name) => /^quartierpuls-kiosk_.*\.deb$/.test(name));
  assert.ok(file, "cpack wrote a package");
  execFileSync("dpkg-deb", ["--raw-extract", join(folder, file), unpacked]);
  return unpacked;
}
