// SPDX-License-Identifier: EUPL-1.2
// KERN's Fira Sans, cut down by script: 120 kB a weight become about 20 for the letters that our languages in Latin
// script need. Further scripts are files of their own, which a browser fetches once a text needs them (unicode-range).
// Written to app/generated: fonts/ and fonts.css; fonts are cut again only when the sources change.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

const web = join(import.meta.dirname, "..");
const source = join(web, "node_modules/@kern-ux/native/dist/fonts/fira-sans");
const target = join(web, "app/generated/fonts");
const weights = { Regular: 400, SemiBold: 600, Bold: 700 };

const latin = [
  [0x20, 0x7e], // ASCII
  [0xa0, 0xff], // Latin-1
  [0x100, 0x17f], // Latin Extended-A: Turkish, Polish, names
  [0x3bc, 0x3bc], // µ
  [0x1e9e, 0x1e9e], // ẞ
  [0x2010, 0x2027], // dashes, quotes, bullet, ellipsis
  [0x202f, 0x202f], // narrow no-break space
  [0x2030, 0x203a],
  [0x2080, 0x2089], // NO₂, PM₁₀
  [0x20ac, 0x20ac], // €
  [0x2190, 0x2193], // arrows
  [0x2212, 0x2212], // minus
];
const cyrillic = [
  [0x400, 0x45f],
  [0x490, 0x491], // Ґ
  [0x2116, 0x2116], // №
];
// What residents write: names and words in languages that the app itself does not speak.
const greek = [
  [0x370, 0x3bb],
  [0x3bd, 0x3ff],
];
const furtherLatin = [
  [0x180, 0x24f],
  [0x1e00, 0x1e9d],
  [0x1e9f, 0x1eff], // Vietnamese
];
// The service worker keeps what has no "further" in its name (vite.config.ts).
const scripts = {
  "": latin,
  ".further-cyrillic": cyrillic,
  ".further-greek": greek,
  ".further-latin": furtherLatin,
};

function lettersIn(ranges) {
  let text = "";
  for (const [from, to] of ranges)
    for (let code = from; code <= to; ++code) text += String.fromCodePoint(code);
  return text;
}

async function cut(weight, script, text) {
  const font = readFileSync(join(source, `FiraSans-${weight}.woff2`));
  const stamp = createHash("sha256").update(font).update(text).update("2").digest("hex");
  const file = join(target, `FiraSans-${weight}${script}.woff2`);
  const stampFile = `${file}.stamp`;
  if (existsSync(file) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const subset = await subsetFont(font, text, {
    targetFormat: "woff2",
    // Small capitals and old-style figures would come along as alternates of each letter.
    noLayoutClosure: true,
  });
  writeFileSync(file, subset);
  writeFileSync(stampFile, stamp);
  console.log(`FiraSans-${weight}${script}: ${font.length} -> ${subset.length} bytes`);
}

function face(weight, script, ranges) {
  const hex = (code) => code.toString(16).toUpperCase();
  const range = ranges.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(", ");
  return `@font-face {
  font-family: "Fira Sans";
  font-weight: ${weights[weight]};
  font-display: swap;
  src: url("./fonts/FiraSans-${weight}${script}.woff2") format("woff2");
  unicode-range: ${range};
}
`;
}

// What stands there until ours has come: every system's own sans serif, as wide and as high as ours, so that nothing
// moves when it comes. Of 1000: Fira's letters are 467.8 wide on average (German frequencies), Arial's 452.7; Fira's
// ascent is 935, its descent 265.
const wide = 467.8 / 452.7;
const per = (share) => `${(share * 100).toFixed(1)}%`;
const standIn = `@font-face {
  font-family: "Like Fira Sans";
  src: local("Arial"), local("Liberation Sans"), local("Roboto");
  size-adjust: ${per(wide)};
  ascent-override: ${per(0.935 / wide)};
  descent-override: ${per(0.265 / wide)};
  line-gap-override: 0%;
}
`;

mkdirSync(target, { recursive: true });
const faces = [standIn];
for (const [script, ranges] of Object.entries(scripts))
  for (const weight of Object.keys(weights)) {
    await cut(weight, script, lettersIn(ranges));
    faces.push(face(weight, script, ranges));
  }
writeFileSync(
  join(web, "app/generated/fonts.css"),
  `/* SPDX-License-Identifier: EUPL-1.2 */\n/* Made by tools/build_fonts.mjs from @kern-ux/native. */\n${faces.join("")}`,
);
