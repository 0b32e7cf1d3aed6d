// SPDX-License-Identifier: EUPL-1.2
// core/views/*.h in TypeScript, so that the app cannot disagree with the core on a view model's form.
// The headers are plain structs; a line that this script does not understand ends it with an error.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const headers = join(web, "../core/views");
const plain = { "std::string": "string", Icon: "string", bool: "boolean", double: "number" };
const known = new Set();

function typeOf(cpp, where) {
  const type = cpp.trim();
  if (plain[type]) return plain[type];
  if (/^std::u?int\d+_t$|^int$|^std::size_t$/.test(type)) return "number";
  const vector = /^std::vector<(.+)>$/.exec(type);
  if (vector) {
    const inner = typeOf(vector[1], where);
    return inner.includes("|") ? `(${inner})[]` : `${inner}[]`;
  }
  const optional = /^std::optional<(.+)>$/.exec(type);
  if (optional) return `${typeOf(optional[1], where)} | null`;
  if (known.has(type)) return type;
  throw new Error(`${where}: no TypeScript for ${type}`);
}

function fieldsOf(name, body, header) {
  const fields = [];
  for (const raw of body.split("\n")) {
    const line = raw.replace(/\/\/.*$/, "").trim();
    if (!line || line.startsWith("bool operator==")) continue;
    const field = /^(.+?)\s+(\w+)(\s*=\s*[^;]+|\{[^}]*\})?;$/.exec(line);
    if (!field) throw new Error(`${header}: ${name}: cannot read "${line}"`);
    fields.push(`  ${field[2]}: ${typeOf(field[1], `${header}: ${name}.${field[2]}`)};`);
  }
  return fields;
}

// view.h first, then by need: a header's includes stand before it.
function ordered() {
  const seen = [];
  const visit = (name) => {
    if (seen.includes(name)) return;
    const text = readFileSync(join(headers, name), "utf8");
    for (const [, inner] of text.matchAll(/#include "core\/views\/(\w+\.h)"/g)) visit(inner);
    seen.push(name);
  };
  for (const name of readdirSync(headers).filter((file) => file.endsWith(".h")).sort()) visit(name);
  return seen;
}

const skipped = new Set(["Context", "ClockFault"]); // what views are made from, not what they show
const out = [];
for (const header of ordered()) {
  const text = readFileSync(join(headers, header), "utf8");
  const declaration = /(?:struct (\w+) \{(?:[ \t]*\/\/[^\n]*)?\n([\s\S]*?)\n\};)|(?:enum class (\w+)[^{]*\{([^}]*)\};)/g;
  for (const [, struct, body, enumeration, values] of text.matchAll(declaration)) {
    if (enumeration) {
      const words = values.split(",").map((value) => value.split("=")[0].trim()).filter(Boolean);
      known.add(enumeration);
      out.push(`export type ${enumeration} = ${words.map((word) => `"${word}"`).join(" | ")};`);
    } else if (!skipped.has(struct)) {
      const fields = fieldsOf(struct, body, header);
      known.add(struct);
      out.push(`export interface ${struct} {\n${fields.join("\n")}\n}`);
    }
  }
}

mkdirSync(join(web, "app/generated"), { recursive: true });
writeFileSync(
  join(web, "app/generated/views.ts"),
  `// SPDX-License-Identifier: EUPL-1.2\n// Made by tools/build_view_types.mjs from core/views.\n\n${out.join("\n\n")}\n`,
);
