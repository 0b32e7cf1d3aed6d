// SPDX-License-Identifier: EUPL-1.2
// assets/pictograms as shapes that the app draws into its pages, so that an icon takes the colour of the text beside
// it and needs no request.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const folder = join(web, "../assets/pictograms");

function attributesOf(text) {
  const short = (value) => value.replace(/(\.\d*?)0+(?!\d)/g, "$1").replace(/\.(?!\d)/g, "");
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, short(value)]));
}

// Every shape by itself, so that the app makes it as it makes everything: nothing it puts there is markup.
function shapesOf(markup, file) {
  const shapes = [];
  const rest = markup.replace(/<(path|circle|rect)\s([^>]*)\/>/g, (_, shape, attributes) => {
    shapes.push([shape, attributesOf(attributes)]);
    return "";
  });
  if (rest.trim()) throw new Error(`${file}: cannot read ${rest.trim()}`);
  return shapes;
}

// The keys of the kiosk's own keyboard: nothing on a phone shows them.
const ofKeyboard = new Set(["enter.svg", "keyboard-hide.svg", "shift.svg", "space.svg"]);

const icons = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".svg") && !ofKeyboard.has(name)).sort()) {
  const svg = readFileSync(join(folder, file), "utf8").replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "");
  const found = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg);
  if (!found) throw new Error(`${file}: no <svg>`);
  const { xmlns, viewBox, ...drawn } = attributesOf(found[1]);
  icons[file.replace(/\.svg$/, "")] = { viewBox: viewBox ?? "0 0 24 24", drawn, shapes: shapesOf(found[2], file) };
}
mkdirSync(join(web, "app/generated"), { recursive: true });
writeFileSync(
  join(web, "app/generated/icons.ts"),
  `// SPDX-License-Identifier: EUPL-1.2\n// Made by tools/build_icons.mjs from assets/pictograms.\n\n` +
    `type Attributes = Record<string, string>;\n\n` +
    `interface Drawing {\n  viewBox: string;\n  drawn: Attributes;\n  shapes: [string, Attributes][];\n}\n\n` +
    `// As JSON: a browser reads that faster than a literal.\n` +
    `export const icons = JSON.parse(\n  ${JSON.stringify(JSON.stringify(icons))},\n) as Record<string, Drawing>;\n`,
);
