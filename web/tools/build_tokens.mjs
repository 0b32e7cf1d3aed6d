// SPDX-License-Identifier: EUPL-1.2
// KERN's design tokens as our styles use them: of its 340 kB of CSS only the custom properties that
// app/styles names, with what those refer to, in the light theme. Names and values stay KERN's.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const kern = withoutDark(
  readFileSync(join(web, "node_modules/@kern-ux/native/dist/kern.css"), "utf8"),
);
const styles = join(web, "app/styles");
const target = join(web, "app/generated/tokens.css");

function withoutDark(css) {
  const opening = /@media[^{]*prefers-color-scheme:\s*dark[^{]*\{/g;
  let rest = css;
  for (let found = opening.exec(rest); found; opening.lastIndex = 0, found = opening.exec(rest)) {
    let depth = 1;
    let end = found.index + found[0].length;
    for (; depth > 0 && end < rest.length; ++end) depth += { "{": 1, "}": -1 }[rest[end]] ?? 0;
    rest = rest.slice(0, found.index) + rest.slice(end);
  }
  return rest;
}

// Every declaration of a block whose selector is one of the light theme's; a later one wins.
function declarations() {
  const values = new Map();
  const block = /(^|[};\n])([^{};]+)\{([^{}]*)\}/g;
  for (const [, , selector, body] of kern.matchAll(block)) {
    if (!/:root|\.kern-light|data-kern-theme=light/.test(selector)) continue;
    if (/kern-level|not\(/.test(selector)) continue;
    for (const [, name, value] of body.matchAll(/(--kern-[\w-]+)\s*:\s*([^;]+)/g))
      values.set(name, value.trim());
  }
  return values;
}

const all = declarations();
const used = new Set();
function use(name, from) {
  if (used.has(name)) return;
  const value = all.get(name);
  if (value === undefined) throw new Error(`${name} (in ${from}) is no token of KERN's light theme`);
  used.add(name);
  for (const [, inner] of value.matchAll(/var\((--kern-[\w-]+)/g)) use(inner, name);
}
for (const file of readdirSync(styles).filter((name) => name.endsWith(".css")))
  for (const [, name] of readFileSync(join(styles, file), "utf8").matchAll(/var\((--kern-[\w-]+)/g))
    use(name, file);

const lines = [...used].sort().map((name) => `  ${name}: ${all.get(name)};`);
mkdirSync(join(web, "app/generated"), { recursive: true });
writeFileSync(
  target,
  `/* SPDX-License-Identifier: EUPL-1.2 */\n/* Made by tools/build_tokens.mjs from @kern-ux/native. */\n` +
    `:root {\n${lines.join("\n")}\n}\n`,
);
