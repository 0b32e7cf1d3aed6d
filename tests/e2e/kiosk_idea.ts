// SPDX-License-Identifier: EUPL-1.2
// An idea that is written at a kiosk, by touch.
import type { Program } from "../../house/program.ts";

// Up to the press; what comes of it is the test's.
export async function pressSubmit(kiosk: Program, title: string): Promise<void> {
  await kiosk.must("screen write");
  await kiosk.must("tap write.title");
  await kiosk.must(`type ${title}`);
  await kiosk.must("tap write.submit");
}

export async function writeIdea(kiosk: Program, title: string): Promise<void> {
  await pressSubmit(kiosk, title);
  await kiosk.must("wait-text saved Gespeichert");
}
