// SPDX-License-Identifier: EUPL-1.2
// What axe finds wrong with the page that a phone shows, target sizes included.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../house/city_and_devices.ts";
import type { Page } from "./phone.ts";

const axe = readFileSync(join(root, "web/node_modules/axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

export async function violations(page: Page): Promise<string[]> {
  // From outside the page, so that its own rules against foreign scripts stay in force.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { rules: { "target-size": { enabled: true } } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

export async function pixelsTooWide(page: Page): Promise<number> {
  return await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
