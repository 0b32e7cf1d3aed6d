// SPDX-License-Identifier: EUPL-1.2
// Listens as systemd does for what a program says of itself (sd_notify(3)). Node has no sockets of that kind.
import { spawn } from "node:child_process";

import { eventually } from "./eventually.ts";

// Anybody may say something there: cage does not run as root.
const listener = `
import os, socket, sys
heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
heard.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
print("listening", flush=True)
while True:
    print(heard.recv(4096).decode(), flush=True)
`;

export interface NotifySocket {
  heard(): string; // all of it so far, a message a line
  stop(): void;
}

export async function listenAsSystemd(path: string): Promise<NotifySocket> {
  const systemd = spawn("python3", ["-c", listener, path], { stdio: ["ignore", "pipe", "inherit"] });
  let heard = "";
  systemd.stdout?.on("data", (bytes) => (heard += bytes));
  await eventually("somebody listens", async () => heard.includes("listening"));
  return { heard: () => heard, stop: () => void systemd.kill() };
}
