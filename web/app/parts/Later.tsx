// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { afterPaint } from "./after_paint";

// Of a page that has just been opened: who waits to be drawn, in the order of the page.
let waiting: (() => void)[] | null = [];

function drawNext(): void {
  const draw = waiting?.shift();
  if (draw) {
    draw();
    afterPaint(drawNext);
  } else {
    waiting = null; // from now on everything is drawn at once
  }
}

function useTurn(): boolean {
  const [isTime, setTime] = useState(waiting === null);
  useEffect(() => {
    if (!waiting) setTime(true);
    else if (waiting.push(() => setTime(true)) === 1) afterPaint(drawNext);
  }, []);
  return isTime;
}

// What is not read first on a page that has just been opened: each is drawn in a picture of its own, so that a slow
// phone shows the first words sooner and is never busy for long while a finger comes.
export function Later({ children }: { children: ComponentChildren }) {
  return useTurn() ? <>{children}</> : null;
}

// Of a list, those that fill the first screen; the others when it is their turn. One list all the time, so that an
// entry which changes its place keeps the focus.
export function useGradually<T>(all: T[], first: number): T[] {
  return useTurn() ? all : all.slice(0, first);
}
