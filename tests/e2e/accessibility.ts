// SPDX-License-Identifier: EUPL-1.2
// What axe finds wrong with the page that a phone shows, target sizes included.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../house/city_and_devices.ts";
import type { Page } from "./phone.ts";

const bringAxe = new Function(readFileSync(join(root, "web/node_modules/axe-core/axe.min.js"), "utf8")) as () => void;

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

// Runs a script in the page, from outside of it, so that its own rules against foreign scripts stay in force.
type Run = <R>(script: () => R) => Promise<Awaited<R>>;

export async function violationsBy(run: Run): Promise<string[]> {
  await run(bringAxe);
  const found = await run(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { rules: { "target-size": { enabled: true } } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

export function violations(page: Page): Promise<string[]> {
  return violationsBy(async (script) => await page.evaluate(script as () => never));
}

export async function pixelsTooWide(page: Page): Promise<number> {
  return await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

// What is wrong with the page as it stands, in light and in dark colours, at 320 px, and so tall that nothing lies
// under what sticks to its bottom.
export async function wrongAsItStands(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 9000 });
  const wrong: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    // A colour on its way from one to the other is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const violation of await violations(page)) wrong.push(`${colorScheme}: ${violation}`);
  }
  const tooWide = await pixelsTooWide(page);
  if (tooWide > 0) wrong.push(`${tooWide} px wider than the screen`);
  await page.emulateMedia({ colorScheme: null });
  if (size) await page.setViewportSize(size);
  return wrong;
}
