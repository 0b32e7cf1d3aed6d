// SPDX-License-Identifier: EUPL-1.2
// What a run leaves to chance, so that its seed repeats it.

export type Choose = () => number; // 0 … 1

// Mulberry32: the same seed gives the same choices.
export function choices(seed: number): Choose {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Draws each of them as often as the others before any comes again: a short run has every one, too.
export function* deckOf<Card>(cards: Card[], choose: Choose): Generator<Card, never> {
  for (;;) {
    const left = [...cards];
    while (left.length > 0) yield* left.splice(Math.floor(choose() * left.length), 1);
  }
}
