// SPDX-License-Identifier: EUPL-1.2
// Somebody who works the phone by keys alone. Wherever the focus comes it has to be seen: within the screen, under
// nothing that sticks to its edges, and marked.
import { type Page, Phone, type PhoneOptions } from "./phone.ts";

// Lets the page tell each element's name and role as assistive technology gets them.
const tellsNames = ["--enable-blink-features=ComputedAccessibilityInfo"];

const stopsMax = 250; // more than any view has

export interface Stop {
  role: string;
  name: string;
  isInView: boolean; // not in what stands around every view
  wrong: string[]; // why somebody who looks would not find the focus here
}

export const wordsOf = ({ role, name }: Stop) => `${role} "${name}"`;

// Why somebody who looks would not find what has the focus.
function hidden(): string[] {
  const wrong: string[] = [];
  const element = document.activeElement ?? document.body;
  const seen = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const top = Math.min(...seen.map((rect) => rect.top));
  const bottom = Math.max(...seen.map((rect) => rect.bottom));
  if (!seen[0]) return ["has no size"];
  // A field that takes half of the screen comes to where one writes in it.
  if (bottom - top < innerHeight / 2 && (top < -1 || bottom > innerHeight + 1))
    wrong.push(`reaches from ${top} to ${bottom} of ${innerHeight} px`);
  const { left, width, height } = seen[0];
  const y = Math.min(Math.max(seen[0].top + height / 2, 1), innerHeight - 1);
  const above = document.elementFromPoint(left + width / 2, y);
  if (!above || !(element.contains(above) || above.contains(element)))
    wrong.push(`lies under ${above?.tagName}.${above?.getAttribute("class")}`);
  return wrong;
}

// Whether a line stands around it that is told from what it stands on: three to one, as WCAG 1.4.11 asks.
function unmarked(): string[] {
  const element = document.activeElement as HTMLElement;
  // A heading that was stepped to is where reading goes on and no control.
  if (element.tabIndex < 0) return [];
  const style = ["", "::after"]
    .map((part) => getComputedStyle(element, part))
    .find(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2);
  if (!style) return ["bears no mark"];

  type Colour = number[]; // red, green, blue, and how opaque
  const paper = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (text: string): Colour => {
    if (!paper) throw new Error("no canvas");
    paper.clearRect(0, 0, 1, 1);
    paper.fillStyle = text;
    paper.fillRect(0, 0, 1, 1);
    return [...paper.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour: Colour) => {
    const [red = 0, green = 0, blue = 0] = colour
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const isTold = (one: Colour, other: Colour) =>
    Math.max(light(one), light(other)) / Math.min(light(one), light(other)) >= 3;

  const line = colour(style.outlineColor);
  const ring = /^(\w+\([^)]*\)) 0px 0px 0px 2px/.exec(style.boxShadow)?.[1];
  if (ring && isTold(line, colour(ring))) return [];
  const isWithin = Number.parseFloat(style.outlineOffset) < 0;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const beside = isWithin ? 8 : -4;
  const spots: [number, number][] = [
    [left + beside, (top + bottom) / 2],
    [right - beside, (top + bottom) / 2],
    [(left + right) / 2, top + beside],
    [(left + right) / 2, bottom - beside],
  ];
  for (const [x, y] of spots) {
    const grounds = document.elementsFromPoint(x, y).map((each) => colour(getComputedStyle(each).backgroundColor));
    const ground = grounds.find(([, , , opaque = 0]) => opaque > 0);
    if (ground && !isTold(line, ground)) return [`${style.outlineColor} is not told from ${ground}`];
  }
  return [];
}

// Where the focus is; null where it is nowhere.
async function stopOf(page: Page): Promise<Stop | null> {
  const stop = await page.evaluate(async () => {
    await new Promise(requestAnimationFrame); // whatever follows the focus has followed
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return null;
    const { computedRole, computedName } = activeElement as Element & { computedName: string; computedRole: string };
    return { role: computedRole, name: computedName, isInView: activeElement.closest("main") !== null };
  });
  return stop && { ...stop, wrong: [...(await page.evaluate(hidden)), ...(await page.evaluate(unmarked))] };
}

export class KeyboardHand {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  stop(): Promise<Stop | null> {
    return stopOf(this.#page);
  }

  // From stop to stop until the one of that role whose name has these words.
  async tabTo(role: string, words: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<Stop> {
    const passed: string[] = [];
    while (passed.length < stopsMax) {
      await this.press(key);
      const stop = await this.stop();
      if (!stop) {
        passed.push("(nowhere)");
        continue;
      }
      if (stop.wrong.length > 0) throw new Error(`${wordsOf(stop)} ${stop.wrong.join(", ")}`);
      const isNamed = typeof words === "string" ? stop.name.includes(words) : words.test(stop.name);
      if (stop.role === role && isNamed) return stop;
      passed.push(wordsOf(stop));
    }
    throw new Error(`no ${role} ${words} among ${[...new Set(passed)].join(", ")}`);
  }

  // Every stop from here to the last, and on from the first until it is here again.
  async round(): Promise<Stop[]> {
    const stops: Stop[] = [];
    let wasOut = false; // past the last one, where the browser's own stops are
    while (stops.length < stopsMax) {
      await this.press("Tab");
      const stop = await this.stop();
      const isFirst = stop && stops[0] && wordsOf(stop) === wordsOf(stops[0]);
      if (wasOut && isFirst) return stops;
      if (stop) stops.push(stop);
      else wasOut = true;
    }
    throw new Error(`never around: ${stops.slice(-5).map(wordsOf).join(", ")}`);
  }

  // Every stop of the view from its heading on, and out of it.
  async through(): Promise<Stop[]> {
    const stops: Stop[] = [];
    while (stops.length < stopsMax) {
      await this.press("Tab");
      const stop = await this.stop();
      if (!stop?.isInView) return stops;
      stops.push(stop);
    }
    throw new Error(`never through: ${stops.slice(-5).map(wordsOf).join(", ")}`);
  }
}

// A phone with the app installed, and somebody before it. Nothing is on its way while the hand goes on.
export async function startByKeyboard(city: string, options: PhoneOptions = {}): Promise<{ phone: Phone; hand: KeyboardHand }> {
  const phone = await Phone.start(city, { ...options, args: tellsNames });
  await phone.page.emulateMedia({ reducedMotion: "reduce" });
  await phone.install();
  return { phone, hand: new KeyboardHand(phone.page) };
}
