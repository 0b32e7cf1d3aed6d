// SPDX-License-Identifier: EUPL-1.2
// When something is first seen on a page that opens, noted by the page itself after the paint that shows it: how long a
// bench takes to notice is no time that anybody waits.
import type { Phone } from "../e2e/phone.ts";

type Noted = { noted: Record<string, number> };

// `selectors`: by name. Before the page is opened.
export async function noteOpening(phone: Phone, selectors: Record<string, string>): Promise<void> {
  await phone.context.addInitScript((wanted) => {
    const noted: Record<string, number> = {};
    (window as unknown as Noted).noted = noted;
    const seen = new Set<string>();
    const look = () => {
      for (const [name, selector] of Object.entries(wanted)) {
        if (seen.has(name) || !document.querySelector(selector)) continue;
        seen.add(name);
        requestAnimationFrame(() => setTimeout(() => (noted[name] = Date.now())));
      }
    };
    new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
  }, selectors);
}

// Milliseconds from `begun` (of Date.now()) until it was seen.
export async function openedMs(phone: Phone, name: string, begun: number): Promise<number> {
  const at = await phone.page.waitForFunction((wanted) => (window as unknown as Partial<Noted>).noted?.[wanted], name);
  return ((await at.jsonValue()) as number) - begun;
}
