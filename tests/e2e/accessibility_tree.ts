// SPDX-License-Identifier: EUPL-1.2
// What a screen reader gets of the page that a phone shows: the browser's accessibility tree, without what it leaves
// out.
import type { Page } from "./phone.ts";

export interface Heard {
  role: string;
  name: string;
  description: string;
  level: number; // of a heading, else 0
  hasFocus: boolean;
}

export async function heard(page: Page): Promise<Heard[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, description, properties = [] }) => {
        const property = (wanted: string) => properties.find((each) => each.name === wanted)?.value.value;
        return {
          role: String(role?.value ?? ""),
          name: String(name?.value ?? "").trim(),
          description: String(description?.value ?? "").trim(),
          level: Number(property("level") ?? 0),
          hasFocus: property("focused") === true,
        };
      });
  } finally {
    await session.detach();
  }
}
