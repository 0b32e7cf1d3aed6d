// SPDX-License-Identifier: EUPL-1.2
// What fingers do on the glass, as lines for the kiosk: they draw, fling, rest, come in twos, slip off the edge, and
// now and then one stays lying where it is.
import type { Choose } from "../crashes/choices.ts";

export interface Glass {
  choose: Choose;
  width: number;
  height: number;
  lying: Finger[]; // those that were not lifted
}

interface Spot {
  x: number;
  y: number;
}

interface Finger extends Spot {
  number: number;
}

const lyingMax = 2;
const firstLying = 10; // numbers below it are lifted in the same go

const whole = (choose: Choose, from: number, to: number) => Math.floor(from + choose() * (to - from));

export const anywhere = ({ choose, width, height }: Glass): Spot => ({ x: whole(choose, 0, width), y: whole(choose, 0, height) });

const line = (verb: "down" | "move" | "up", number: number, { x, y }: Spot) =>
  `${verb} ${number} ${Math.round(x)} ${Math.round(y)}`;

const between = (from: Spot, to: Spot, share: number): Spot => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

// From there to there in steps, each as long as the one before or longer: a finger that speeds up flings.
function way(number: number, from: Spot, to: Spot, steps: number, speedUp: number): string[] {
  const moves = Array.from({ length: steps }, (_, i) => line("move", number, between(from, to, ((i + 1) / steps) ** speedUp)));
  return [line("down", number, from), ...moves, line("up", number, to)];
}

// Mostly up and down, as lists are scrolled; half of it across.
export function drag(glass: Glass): string[] {
  const { choose } = glass;
  const from = anywhere(glass);
  const to = choose() < 0.7 ? { ...anywhere(glass), x: from.x + whole(choose, -60, 60) } : anywhere(glass);
  const lines = way(1, from, to, whole(choose, 3, 14), 1);
  // Some hold it before they let go: then nothing glides.
  if (choose() < 0.3) lines.splice(-1, 0, `pause ${(0.2 + choose()).toFixed(1)}`);
  return lines;
}

// Several in a row: each stops what the one before it set gliding.
export function fling(glass: Glass): string[] {
  const { choose, height } = glass;
  const isUp = choose() < 0.6;
  const flings = whole(choose, 1, 4);
  return Array.from({ length: flings }, () => {
    const from = anywhere(glass);
    const to = { x: from.x, y: isUp ? from.y - height * 0.4 : from.y + height * 0.4 };
    return way(1, from, to, whole(choose, 2, 4), 2);
  }).flat();
}

export function longPress(glass: Glass): string[] {
  const at = anywhere(glass);
  const trembling = { x: at.x + whole(glass.choose, -4, 5), y: at.y + whole(glass.choose, -4, 5) };
  const seconds = (0.4 + glass.choose() * 3.6).toFixed(1); // beyond three it is taken for one that is stuck
  return [line("down", 1, at), `pause ${seconds}`, line("move", 1, trembling), line("up", 1, trembling)];
}

// Pinching, turning, or two people: both are on the glass at once, and either may be lifted first.
export function twoFingers(glass: Glass): string[] {
  const { choose } = glass;
  const fingers = [1, 2].map((number) => way(number, anywhere(glass), anywhere(glass), whole(choose, 1, 8), 1));
  const lines: string[] = [];
  while (fingers.some((left) => left.length > 0)) {
    const [next] = (choose() < 0.5 ? fingers : fingers.toReversed()).filter((left) => left.length > 0);
    lines.push(next?.shift() ?? "");
  }
  return lines;
}

// Over the edge and lifted out there, or back again.
export function offTheEdge(glass: Glass): string[] {
  const { choose, width, height } = glass;
  const from = anywhere(glass);
  const out = [
    { x: -whole(choose, 1, 200), y: from.y },
    { x: width + whole(choose, 0, 200), y: from.y },
    { x: from.x, y: -whole(choose, 1, 200) },
    { x: from.x, y: height + whole(choose, 0, 200) },
  ][whole(choose, 0, 4)] as Spot;
  const lines = way(1, from, out, whole(choose, 2, 8), 1);
  if (choose() < 0.5) return lines;
  const back = anywhere(glass);
  return [...lines.slice(0, -1), line("move", 1, back), line("up", 1, back)];
}

// One more stays lying, or one of those is lifted, visits later perhaps.
export function stickOrLift(glass: Glass): string[] {
  const { choose, lying } = glass;
  if (lying.length >= lyingMax || (lying.length > 0 && choose() < 0.5)) {
    const [lifted] = lying.splice(whole(choose, 0, lying.length), 1);
    return lifted ? [line("up", lifted.number, lifted)] : [];
  }
  let number = firstLying;
  while (lying.some((finger) => finger.number === number)) ++number;
  const at = { number, ...anywhere(glass) };
  lying.push(at);
  return [line("down", number, at), ...(choose() < 0.5 ? [`pause ${(choose() * 4).toFixed(1)}`] : [])];
}
