// SPDX-License-Identifier: EUPL-1.2
// What a camera would find on a kiosk's screen: a decoder that is not ours (zbar) reads the real picture.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import type { Program } from "../../house/program.ts";

// `folder` keeps the picture, under `name`.
export async function seenAt(screen: Program, folder: string, name: string): Promise<string> {
  const picture = join(folder, `${name}.png`);
  await screen.must(`shot ${picture}`);
  const { stdout } = await promisify(execFile)("zbarimg", ["--nodbus", "--quiet", "--raw", picture]);
  return stdout.trim();
}
