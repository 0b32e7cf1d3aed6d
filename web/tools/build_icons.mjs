// SPDX-License-Identifier: EUPL-1.2
// assets/pictograms as markup that the app puts into its pages, so that an icon takes the colour of
// the text beside it and needs no request.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const folder = join(web, "../assets/pictograms");
const icons = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".svg")).sort()) {
  const svg = readFileSync(join(folder, file), "utf8").replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "");
  const found = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg);
  if (!found) throw new Error(`${file}: no <svg>`);
  const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(found[1])?.[1];
  const outer = ["fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"]
    .filter((name) => attribute(name) !== undefined)
    .map((name) => ` ${name}="${attribute(name)}"`)
    .join("");
  icons[file.replace(/\.svg$/, "")] = {
    viewBox: attribute("viewBox") ?? "0 0 24 24",
    markup: `<g${outer}>${found[2].trim().replace(/\s*\n\s*/g, "")}</g>`,
  };
}
mkdirSync(join(web, "app/generated"), { recursive: true });
writeFileSync(
  join(web, "app/generated/icons.ts"),
  `// SPDX-License-Identifier: EUPL-1.2\n// Made by tools/build_icons.mjs from assets/pictograms.\n\n` +
    `export const icons: Record<string, { viewBox: string; markup: string }> = ` +
    `${JSON.stringify(icons, null, 2)};\n`,
);
