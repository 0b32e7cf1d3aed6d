// SPDX-License-Identifier: EUPL-1.2
// Somebody unreasonable at a kiosk: touches anywhere, draws and flings, presses any key, writes anything, changes the
// language in the middle of it all, while the network comes and goes. Then leaves, and nobody may see what it wrote.
import type { Program } from "../../house/program.ts";
import type { Choose } from "../crashes/choices.ts";
import type { CutProxy } from "../e2e/cut_proxy.ts";
import { anywhere, drag, fling, type Glass, longPress, offTheEdge, stickOrLift, twoFingers } from "./fingers.ts";

// In everything that it writes.
export const mark = "Affenwort";

const keys = [
  "next", "previous", "select", "back", "erase", "delete", "left", "right", "up", "down", "page-up", "page-down",
  "home", "end", "help", "speech", "repeat", "louder", "quieter", "faster", "slower",
];
const languages = ["de", "de-x-leicht", "en", "tr", "ru", "uk", "ar"];
const texts = [
  mark,
  `${mark} Bänke am Kesselbrink für alle`,
  `${mark} مقاعد في الحديقة ١٢٣ ${mark}`,
  `${mark} лавки у парку`,
  `${mark}${"ü".repeat(200)}`,
  `${mark} ${"lang ".repeat(800)}`,
  `${mark}\u0001\u0007\u001b[31m\u200b\u202e\ufeff`,
  `${mark} 🌳👩‍👩‍👧‍👦 ${"ö\u0308\u0301".repeat(20)}`,
  `${mark} '; DROP TABLE idea; -- <b>&amp;</b> %s %n`,
];
const screens = ["start", "stations", "ideas", "write", "radar", "actors", "kickbox", "mood", "about"];

export interface Monkey extends Glass {
  kiosk: Program;
  network: CutProxy;
  // What it has done in this visit, each line as `repeat` takes it.
  did: string[];
}

const one = <T>(choose: Choose, of: readonly T[]): T => of[Math.floor(choose() * of.length)] as T;

function touch(monkey: Monkey): string[] {
  const { x, y } = anywhere(monkey);
  return [`touch ${x} ${y}`];
}

// Impatient people touch the same place many times.
function hammer(monkey: Monkey): string[] {
  const [place = ""] = touch(monkey);
  return Array.from({ length: 2 + Math.floor(monkey.choose() * 6) }, () => place);
}

// By its chip, or on the sheet, which it may leave open.
function language({ choose }: Monkey): string[] {
  const name = one(choose, languages);
  if (choose() < 0.5) return [`tap lang.${name}`];
  return ["tap settings.open", `tap set.language.${name}`, ...(choose() < 0.5 ? ["tap sheet.done"] : [])];
}

const gestures = [drag, drag, fling, fling, longPress, twoFingers, offTheEdge, stickOrLift];

// What somebody does in one go, as lines for the kiosk. Some of them it cannot carry out, and says so.
function deed(monkey: Monkey): string[] {
  const { choose } = monkey;
  const dice = choose();
  if (dice < 0.3) return touch(monkey);
  if (dice < 0.35) return hammer(monkey);
  if (dice < 0.55) return one(choose, gestures)(monkey);
  if (dice < 0.75) return Array.from({ length: 1 + Math.floor(choose() * 5) }, () => `key ${one(choose, keys)}`);
  if (dice < 0.8) return [`screen ${one(choose, screens)}`];
  if (dice < 0.87) return ["screen write", "tap write.title", `type ${one(choose, texts)}`, "tap write.text", `type ${one(choose, texts)}`];
  if (dice < 0.9) return ["screen ideas", "tap search", `type ${one(choose, texts).slice(0, 60)}`];
  if (dice < 0.92) return ["tap write.submit"];
  if (dice < 0.95) return language(monkey);
  if (dice < 0.98) return [`type ${one(choose, texts)}`];
  return [`network ${one(choose, ["cut", "heal", "lose-answers"])}`];
}

async function carryOut({ kiosk, network, did }: Monkey, line: string): Promise<void> {
  did.push(line);
  if (line === "network cut") network.cut();
  else if (line === "network heal") network.heal();
  else if (line === "network lose-answers") network.loseAnswers();
  else await kiosk.ask(line, 300_000);
}

// Until then. A kiosk that ends or does not answer makes this fail.
export async function play(monkey: Monkey, until: number): Promise<void> {
  while (Date.now() < until) for (const line of deed(monkey)) await carryOut(monkey, line);
}

// What an earlier visit did.
export async function repeat(monkey: Monkey, lines: string[]): Promise<void> {
  for (const line of lines) await carryOut(monkey, line);
}
