// SPDX-License-Identifier: EUPL-1.2
// dist/licences.txt: the licence of everything of others' that stands in the app's files, word by word, as the licences
// themselves ask. The page "Über Quartierpuls" names them and leads here.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const ofPackage = (name, file) => readFileSync(join(web, "node_modules", name, file), "utf8");
const ofDebian = (name) => readFileSync(`/usr/share/doc/${name}/copyright`, "utf8");

const openFontLicence = ofDebian("fonts-noto-core")
  .match(/^License: OFL-1\.1\n( [\s\S]*?)(?=\n\S|$(?![\s\S]))/m)?.[1]
  ?.replaceAll(/^ \.?/gm, "");
if (!openFontLicence) throw new Error("fonts-noto-core's copyright holds no text of the Open Font License 1.1");

const parts = [
  ["Quartierpuls, KERN (EUPL 1.2)", ofPackage("@kern-ux/native", "LICENSE.md")],
  [
    "Fira Sans",
    "Digitized data copyright 2012-2015, The Mozilla Foundation and Telefonica S.A., " +
      `with Reserved Font Name < Fira >.\n\n${openFontLicence}`,
  ],
  ["Preact", ofPackage("preact", "LICENSE")],
  ["Workbox", ofPackage("workbox-core", "LICENSE")],
  ["SQLite", "The authors disclaim copyright to this source code: https://www.sqlite.org/copyright.html"],
  ["libsodium", readFileSync(join(web, "../.cache/sources/libsodium-1.0.18/LICENSE"), "utf8")],
  ["JSON for Modern C++", ofDebian("nlohmann-json3-dev")],
  ["expected", ofDebian("libexpected-dev")],
  ["Emscripten, with musl and LLVM's libraries", ofDebian("emscripten")],
];
const text = parts.map(([name, licence]) => `${name}\n${"=".repeat(name.length)}\n\n${licence.trim()}\n`).join("\n\n");
writeFileSync(join(web, "dist/licences.txt"), text);
