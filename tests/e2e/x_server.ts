// SPDX-License-Identifier: EUPL-1.2
// A display without a screen, for programs that want to open a window.
import { spawn } from "node:child_process";

import { eventually } from "./eventually.ts";

export interface XServer {
  name: string; // for DISPLAY
  stop(): void;
}

export async function startXServer({ width, height }: { width: number; height: number }): Promise<XServer> {
  // It takes the first free number and writes it to its output.
  const words = ["-displayfd", "1", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"];
  const server = spawn("setpriv", ["--pdeathsig", "TERM", "--", "Xvfb", ...words], { stdio: ["ignore", "pipe", "ignore"] });
  let number = "";
  server.stdout?.on("data", (bytes) => (number += bytes));
  await eventually("the display is there", () => number.endsWith("\n"), 30_000);
  return { name: `:${number.trim()}`, stop: () => void server.kill() };
}
