// SPDX-License-Identifier: EUPL-1.2
// An X server without a screen, and a finger on it: what it does goes the way of every real input.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { startXServer, type XServer } from "../e2e/x_server.ts";

export const panel = { width: 1080, height: 1920 };
const tapMs = 80; // as long as a finger lies on the glass
const stepMs = 16;

export class Display {
  readonly name: string;
  readonly #server: XServer;

  private constructor(server: XServer) {
    this.#server = server;
    this.name = server.name;
  }

  // From here on the programs that are started show their windows there.
  static async open(): Promise<Display> {
    const display = new Display(await startXServer(panel));
    Object.assign(process.env, { DISPLAY: display.name, SDL_VIDEODRIVER: "x11", LIBGL_ALWAYS_SOFTWARE: "1" });
    return display;
  }

  close(): void {
    this.#server.stop();
  }

  async #act(...words: (string | number)[]): Promise<void> {
    await promisify(execFile)("xdotool", words.map(String), { env: { ...process.env, DISPLAY: this.name } });
  }

  async tap(x: number, y: number): Promise<void> {
    await this.#act("mousemove", x, y, "mousedown", 1, "sleep", tapMs / 1000, "mouseup", 1);
  }

  // Upwards where `by` is negative, in so many steps; and lets go while it moves.
  async fling(x: number, y: number, by: number, steps: number): Promise<void> {
    const moves = Array.from({ length: steps }, (_, step) => [
      ...["mousemove", x, Math.round(y + (by * (step + 1)) / steps), "sleep", stepMs / 1000],
    ]).flat();
    await this.#act("mousemove", x, y, "mousedown", 1, ...moves, "mouseup", 1);
  }

  async key(name: string): Promise<void> {
    await this.#act("key", name);
  }
}
