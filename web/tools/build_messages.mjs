// SPDX-License-Identifier: EUPL-1.2
// The words that the app needs before, or without, its core: "phone.*" and a few more, in
// every language of assets/messages. Everything else comes as a view model.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const folder = join(web, "../assets/messages");
const others = new Set([
  "language_name",
  "app.name",
  "support.saved",
  "support.taken_back",
  "own_idea.edit",
  "own_idea.edit_saved",
  "own_idea.withdraw_saved",
  "fault.database_damaged",
  "action.close",
  "action.cancel",
]);
const own = (key) => key.startsWith("phone.") || others.has(key);

const byLanguage = {};
const languages = readdirSync(folder).filter((file) => file.endsWith(".json"));
for (const file of languages) {
  const messages = JSON.parse(readFileSync(join(folder, file), "utf8"));
  byLanguage[file.replace(/\.json$/, "")] = Object.fromEntries(
    Object.entries(messages).filter(([key, value]) => own(key) && typeof value === "string"),
  );
}

// A language as one string of JSON within a function: a browser steps over it until it is asked for, and reads JSON
// faster than a literal. The page's script has six languages that its reader does not speak.
const asText = (language) => JSON.stringify(JSON.stringify(byLanguage[language]));

mkdirSync(join(web, "app/generated"), { recursive: true });
writeFileSync(
  join(web, "app/generated/messages.ts"),
  `// SPDX-License-Identifier: EUPL-1.2\n// Made by tools/build_messages.mjs from assets/messages.\n\n` +
    `export type MessageKey =${Object.keys(byLanguage.de).map((key) => `\n  | ${JSON.stringify(key)}`).join("")};\n\n` +
    `// The words of a language, read when they are first asked for. German has every key.\n` +
    `export const wordsOf: Record<string, () => string> = {\n` +
    Object.keys(byLanguage).map((tag) => `  ${JSON.stringify(tag)}: () => ${asText(tag)},\n`).join("") +
    `};\n`,
);
