// SPDX-License-Identifier: EUPL-1.2
// Words of ideas that the kiosk holds, typed as they are written and with one typing error, in its own search.
import { choices } from "../crashes/choices.ts";
import { type Held, seen, start, type Stats, takeStats } from "./kiosk_ours.ts";

const seed = 20261126; // each run types the same words
const lettersMin = 4; // "am", "im", "der": nobody looks for these
const alphabet = "abcdefghijklmnopqrstuvwxyzäöüß";
const small = { width: 540, height: 960 };

export interface Misspelling {
  word: string;
  typed: string;
}

// One letter wrong, left out, too many, or two exchanged; never the word itself.
function misspelled(word: string, random: (below: number) => number): string {
  for (;;) {
    const letters = [...word];
    const at = random(letters.length);
    const letter = alphabet[random(alphabet.length)] ?? "e";
    switch (random(4)) {
      case 0:
        letters[at] = letter;
        break;
      case 1:
        letters.splice(at, 1);
        break;
      case 2:
        letters.splice(random(letters.length + 1), 0, letter);
        break;
      default:
        letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
    }
    const typed = letters.join("");
    if (typed !== word) return typed;
  }
}

// From different words of the titles, each as likely as any other however many ideas have it.
export function misspellings(titles: string[], count: number): Misspelling[] {
  const all = new Set(titles.flatMap((title) => title.toLowerCase().match(/\p{L}+/gu) ?? []).values());
  const words = [...all].filter((word) => word.length >= lettersMin).sort();
  const choose = choices(seed);
  const random = (below: number) => Math.floor(choose() * below);
  const chosen: Misspelling[] = [];
  for (; chosen.length < count && words.length > 0; ) {
    const [word = ""] = words.splice(random(words.length), 1);
    chosen.push({ word, typed: misspelled(word, random) });
  }
  return chosen;
}

// Typed letter by letter and taken back likewise, each letter when the one before has been answered.
export async function searchTimes(held: Held, words: string[]): Promise<Stats> {
  const kiosk = start(held);
  try {
    await kiosk.must("screen ideas", 60_000);
    await kiosk.must("tap search");
    await takeStats(kiosk);
    for (const word of words) {
      for (const letter of word) await kiosk.must(`type ${letter}`);
      for (const _ of word) await kiosk.must("key erase");
    }
    return await takeStats(kiosk);
  } finally {
    await kiosk.stop();
  }
}

// The share of words of which the first page of results holds an idea with the word as it should be written.
// What is found does not hang on the size of the window, and a small one is drawn sooner.
export async function searchRecall(held: Held, words: Misspelling[]): Promise<{ recall: number; missed: Misspelling[] }> {
  const missed: Misspelling[] = [];
  const kiosk = start(held, { size: small, isShown: false });
  try {
    await kiosk.must("screen ideas", 60_000);
    await kiosk.must("tap search");
    for (const one of words) {
      await kiosk.must(`type ${one.typed}`);
      const found = (await seen(kiosk, true)).filter(({ id }) => id.startsWith("idea."));
      if (!found.some(({ label }) => label.toLowerCase().includes(one.word))) missed.push(one);
      for (const _ of one.typed) await kiosk.must("key erase");
    }
  } finally {
    await kiosk.stop();
  }
  return { recall: 1 - missed.length / words.length, missed };
}
