// SPDX-License-Identifier: EUPL-1.2
// A kiosk's screen for the team on the spot, driven as a person does: through the PIN, by touch.
import type { Program } from "../../house/program.ts";

export const pin = "271828";

// From the start screen by the way that stands in the sample configuration.
export async function openTeamScreen(kiosk: Program, digits = pin): Promise<void> {
  await kiosk.must("screen start");
  await kiosk.must("tap about.open");
  await kiosk.must("tap about.staff");
  for (const digit of digits) await kiosk.must(`tap staff.digit.${digit}`);
  await kiosk.must("tap staff.enter");
}

// Presses one of the two buttons for sticks, and returns what the screen says of it.
export async function carry(kiosk: Program, what: "write" | "read", says: string): Promise<string> {
  await openTeamScreen(kiosk);
  await kiosk.must("wait-text staff.stick Stick erkannt:");
  await kiosk.must(`tap staff.${what}`);
  await kiosk.must(`wait-text staff.result ${says}`);
  const result = await kiosk.must("value staff.result");
  await kiosk.must("tap staff.leave");
  return result;
}
