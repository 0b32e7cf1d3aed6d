// SPDX-License-Identifier: EUPL-1.2
// The ways in which a person works a kiosk: by touch alone, by keypad alone (next, previous, select, back), or
// by keypad and what is spoken, without looking. Every letter is a key of the keyboard on the screen.
import assert from "node:assert/strict";

import type { Program } from "../../house/program.ts";

const stepsMax = 400; // more stops than any screen has

export interface Hand {
  // `words`: how somebody who hears the screen knows it.
  press(id: string, words: string): Promise<void>;
  write(field: string, words: string, text: string): Promise<void>;
}

async function writeBy(hand: Hand, field: string, words: string, text: string): Promise<void> {
  await hand.press(field, words);
  for (const letter of text) await hand.press(`key.${letter}`, letter);
  await hand.press("key.done", "Tastatur");
}

export class Finger implements Hand {
  readonly #kiosk: Program;

  constructor(kiosk: Program) {
    this.#kiosk = kiosk;
  }

  async press(id: string): Promise<void> {
    await this.#kiosk.must(`tap ${id}`);
  }

  write(field: string, words: string, text: string): Promise<void> {
    return writeBy(this, field, words, text);
  }
}

export class Keypad implements Hand {
  readonly #kiosk: Program;

  constructor(kiosk: Program) {
    this.#kiosk = kiosk;
  }

  // Goes on to the next stop until it is the one that was meant.
  async press(id: string): Promise<void> {
    const passed: string[] = [];
    for (let step = 0; step < stepsMax; step += 1) {
      const focused = await this.#kiosk.ask("focused");
      const at = focused.startsWith("ok") ? (focused.split(" ")[1] ?? "") : "";
      if (at === id) {
        await this.#kiosk.must("key select");
        return;
      }
      passed.push(at);
      await this.#kiosk.must("key next");
    }
    throw new Error(`the keypad never came to ${id}, but to ${[...new Set(passed)].join(", ")}`);
  }

  write(field: string, words: string, text: string): Promise<void> {
    return writeBy(this, field, words, text);
  }
}

// Sees nothing: goes on until speech says what was meant, and looks at no id.
export class Listener implements Hand {
  readonly #kiosk: Program;

  constructor(kiosk: Program) {
    this.#kiosk = kiosk;
  }

  async press(_id: string, words: string): Promise<void> {
    const passed: string[] = [];
    const isMeant = (line: string) => (words.length === 1 ? line === words : line.includes(words));
    for (let step = 0; step < stepsMax; step += 1) {
      await this.#kiosk.must("key next");
      const line = await this.#kiosk.must("spoken");
      if (isMeant(line)) {
        await this.#kiosk.must("key select");
        return;
      }
      passed.push(line);
    }
    throw new Error(`nobody said "${words}", but: ${[...new Set(passed)].join(" | ")}`);
  }

  // Each key says what it wrote when it is pressed; a letter too many is taken back, and heard to go.
  async write(field: string, words: string, text: string): Promise<void> {
    await this.press(field, words);
    for (const letter of text) await this.#writeLetter(letter);
    await this.#writeLetter("e");
    await this.press("key.erase", "Löschen");
    await this.#heardFirst("gelöscht: e");
    await this.press("key.done", "Tastatur");
  }

  async #writeLetter(letter: string): Promise<void> {
    const name = letter === letter.toLowerCase() ? letter : `großes ${letter}`;
    await this.press(`key.${letter}`, name);
    await this.#heardFirst(name);
  }

  // What came of it may follow: how many are found by now.
  async #heardFirst(words: string): Promise<void> {
    const [first] = (await this.#kiosk.must("spoken")).split(". ");
    assert.equal(first, words);
  }
}
