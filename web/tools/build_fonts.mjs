// SPDX-License-Identifier: EUPL-1.2
// KERN's Fira Sans, cut down to the letters that our languages in Latin script need: 120 kB a weight
// become about 20. Written to app/generated/fonts; done again only when the sources change.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

const web = join(import.meta.dirname, "..");
const source = join(web, "node_modules/@kern-ux/native/dist/fonts/fira-sans");
const target = join(web, "app/generated/fonts");
const weights = ["Regular", "SemiBold", "Bold"];

function letters() {
  const ranges = [
    [0x20, 0x7e], // ASCII
    [0xa0, 0xff], // Latin-1
    [0x100, 0x17f], // Latin Extended-A: Turkish, Polish, names
    [0x2010, 0x2027], // dashes, quotes, bullet, ellipsis
    [0x202f, 0x202f], // narrow no-break space
    [0x2030, 0x203a],
    [0x2080, 0x2089], // NO₂, PM₁₀
    [0x20ac, 0x20ac], // €
    [0x2190, 0x2193], // arrows
    [0x2212, 0x2212], // minus
    [0x1e9e, 0x1e9e], // ẞ
    [0x3bc, 0x3bc], // µ
  ];
  let text = "";
  for (const [from, to] of ranges)
    for (let code = from; code <= to; ++code) text += String.fromCodePoint(code);
  return text;
}

const text = letters();
mkdirSync(target, { recursive: true });
for (const weight of weights) {
  const font = readFileSync(join(source, `FiraSans-${weight}.woff2`));
  const stamp = createHash("sha256").update(font).update(text).update("2").digest("hex");
  const file = join(target, `FiraSans-${weight}.woff2`);
  const stampFile = `${file}.stamp`;
  if (existsSync(file) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) continue;
  const subset = await subsetFont(font, text, {
    targetFormat: "woff2",
    // Small capitals and old-style figures would come along as alternates of each letter.
    noLayoutClosure: true,
  });
  writeFileSync(file, subset);
  writeFileSync(stampFile, stamp);
  console.log(`FiraSans-${weight}: ${font.length} -> ${subset.length} bytes`);
}
