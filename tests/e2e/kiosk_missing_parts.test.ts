// SPDX-License-Identifier: EUPL-1.2
// A kiosk that lacks something (the list of what a start reads, its fonts, a program that speaks, a sound card) starts
// and goes on, and tells the team. Sounds are heard by whoever wants them. At night a kiosk that sleeps is woken by any
// key, and by the speech key with speech; so is one that shows the city's pulse.
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { type Place, pinHash, program, root } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";
import { openTeamScreen, pin } from "./team_screen.ts";

const place: Place = {
  build: process.env.QP_BUILD ?? join(root, "build/dev"),
  folder: mkdtempSync(join(tmpdir(), "quartierpuls-missing-")),
};
const assets = process.env.QP_KIOSK_ASSETS ?? join(place.build, "kiosk/assets");

after(() => rmSync(place.folder, { recursive: true, force: true }));

async function withKiosk(
  name: string,
  sections: string,
  words: string[],
  work: (kiosk: Program) => Promise<unknown>,
  environment: Record<string, string> = {},
): Promise<void> {
  const config = join(place.folder, `${name}.toml`);
  writeFileSync(
    config,
    `quarter = "mitte"\nplace = "Probe"\nidle_seconds = 10\ndata = "${join(place.folder, `${name}-data`)}"\n` +
      `[city]\nkey = "${"0".repeat(31)}1"\n${sections}`,
  );
  const kiosk = new Program({
    name,
    command: [program(place, "quartierpuls-kiosk"), "--config", config, "--script", "-", ...words],
    log: join(place.folder, `${name}.log`),
    isScripted: true,
    environment: { SDL_VIDEODRIVER: "offscreen", ...environment },
  });
  try {
    await kiosk.must("wait call.idea 30", 35_000);
    await work(kiosk);
  } finally {
    await kiosk.stop();
  }
}

function speaker(name: string, lines: string): string {
  const file = join(place.folder, name);
  writeFileSync(file, `#!/bin/sh\ncat >/dev/null\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

const count = (kiosk: Program, line: RegExp) => kiosk.said().match(new RegExp(line, "g"))?.length ?? 0;

test("without its fonts it writes with those of the system, and logs that", async () => {
  const bare = join(place.folder, "bare");
  mkdirSync(bare);
  for (const part of ["pictograms", "keyboards"]) symlinkSync(join(assets, part), join(bare, part));
  await withKiosk("fonts", "", ["--assets", bare], async (kiosk) => {
    assert.equal(count(kiosk, /no fonts in .*bare\/fonts: the system's stand in/), 1);
    await kiosk.must("tap call.idea");
    await kiosk.must("wait write.title");
  });
});

test("the list of what a start reads is kept, and missing, damaged or outdated it costs time and nothing else", async () => {
  const folder = join(place.folder, "cache");
  mkdirSync(folder);
  const list = join(folder, "start-list");
  const isKept = () => existsSync(list) && /^\d+ \d+ \/.*libSDL2/m.test(readFileSync(list, "utf8"));
  const first = "quartierpuls-kiosk start list 1\n";
  for (const before of [undefined, "no list\n", `${first}0 4096 /is/not/there\n`, `${first}0 4096 ${folder}\n`]) {
    if (before !== undefined) writeFileSync(list, before);
    await withKiosk("listed", "", [], () => eventually("it is kept", async () => isKept()), { CACHE_DIRECTORY: folder });
  }
  rmSync(list);
  mkdirSync(list);
  await withKiosk(
    "a folder for a list",
    "",
    [],
    (kiosk) => eventually("that is logged", async () => count(kiosk, /starts stay slow: .*start-list/) === 1),
    { CACHE_DIRECTORY: folder },
  );
  const unwritable = { CACHE_DIRECTORY: join(place.folder, "no-such-folder") };
  await withKiosk(
    "unlisted",
    "",
    [],
    (kiosk) => eventually("that is logged", async () => count(kiosk, /starts stay slow: .*no-such-folder/) === 1),
    unwritable,
  );
});

test("without a program that speaks the speech key says so where it can be seen", async () => {
  const sections = `[speech]\nprogram = "${join(place.folder, "is-not-there")}"\n`;
  await withKiosk("speechless", sections, [], async (kiosk) => {
    assert.equal(count(kiosk, /no speech: .*is-not-there is not there/), 1);
    await kiosk.must("key speech");
    await kiosk.must("wait-text notice kann nicht sprechen");
  });
});

test("without a sound card it goes on, logs that once, and tells the team", async () => {
  const mute = speaker("mute", "echo 'error: No such file or directory' >&2");
  const sections = `[speech]\nprogram = "${mute}"\n[staff]\npin_hash = "${pinHash(place, pin)}"\n`;
  await withKiosk("mute", sections, [], async (kiosk) => {
    await kiosk.must("key speech");
    await eventually("it has been noticed", async () => count(kiosk, /no sound: .*mute cannot be heard/) === 1);
    for (let step = 0; step < 3; step += 1) {
      await kiosk.must("key next");
      await kiosk.ask("wait nothing.such 1");
    }
    assert.equal(count(kiosk, /no sound/), 1);
    await openTeamScreen(kiosk);
    await eventually("the team reads it", async () => {
      const before = kiosk.said().length;
      await kiosk.must("dump");
      return kiosk.said().slice(before).includes("kein Ton");
    });
  });
});

const hasSounds = async (kiosk: Program) => {
  await kiosk.must("tap settings.open");
  await kiosk.must("tap set.sounds.on");
  await kiosk.must("tap sheet.done");
};

// The loudest sample of what SDL played into a file, where a card would be.
function loudest(file: string): number {
  if (!existsSync(file)) return 0;
  const bytes = readFileSync(file);
  let most = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) most = Math.max(most, Math.abs(bytes.readInt16LE(at)));
  return most;
}

test("sounds are heard by whoever wants them, and by nobody after", async () => {
  const heard = join(place.folder, "heard.raw");
  const card = { SDL_AUDIODRIVER: "disk", SDL_DISKAUDIOFILE: heard };
  await withKiosk(
    "sounds",
    `[speech]\nprogram = ""\n`,
    [],
    async (kiosk) => {
      await kiosk.must("tap call.idea");
      await kiosk.must("wait write.title");
      assert.equal(loudest(heard), 0, "nobody wanted any");
      await kiosk.must("screen start");
      await hasSounds(kiosk);
      await eventually("the press is heard", async () => loudest(heard) > 2000);
      await kiosk.must("wait still.here 20", 25_000);
      await eventually("so is the question", async () => loudest(heard) > 2000);
      await kiosk.must("wait attract 40", 45_000);
      writeFileSync(heard, "");
      await kiosk.must("key select");
      await kiosk.must("wait call.idea");
      await kiosk.must("tap call.idea");
      await kiosk.must("wait write.title");
      assert.equal(loudest(heard), 0, "the next person hears none");
    },
    card,
  );
});

test("without a sound card, or with one that is in use, whoever wants sounds sees the same", async () => {
  const busy = join(place.folder, "busy");
  mkdirSync(busy);
  for (const card of [
    { SDL_AUDIODRIVER: "is-not-there" },
    { SDL_AUDIODRIVER: "disk", SDL_DISKAUDIOFILE: busy }, // cannot be opened
  ] as Record<string, string>[])
    await withKiosk(
      `soundless-${card.SDL_AUDIODRIVER}`,
      `[speech]\nprogram = ""\n`,
      [],
      async (kiosk) => {
        await hasSounds(kiosk);
        await eventually("it has been noticed", async () => count(kiosk, /no sound: there is no sound card/) === 1);
        await kiosk.must("screen write");
        await kiosk.must("tap write.submit");
        await kiosk.must("wait write.title.fault");
        await kiosk.must("screen start");
        assert.equal(count(kiosk, /no sound:/), 1);
      },
      card,
    );
});

test("K15: from the city's pulse the speech key begins with speech", async () => {
  const speaks = speaker("speaks-at-rest", "");
  await withKiosk("at-rest", `[speech]\nprogram = "${speaks}"\n`, [], async (kiosk) => {
    await kiosk.must("screen ideas");
    await kiosk.must("wait attract 40", 45_000);
    await kiosk.must("key speech");
    await kiosk.must("heard Sprachausgabe an");
    await kiosk.must("wait call.idea");
    await kiosk.must("expect-no attract");
    // What was said is there to be repeated, and the same key ends it.
    await kiosk.must("key repeat");
    await kiosk.must("key speech");
    await kiosk.must("heard Sprachausgabe aus");
  });
});

test("K15: asleep at night, any key wakes it, and the speech key does so with speech", async () => {
  const hour = (ahead: number) =>
    new Date(Date.now() + ahead * 3_600_000).toLocaleTimeString("de-DE", {
      timeZone: "Europe/Berlin",
      hour: "2-digit",
      minute: "2-digit",
    });
  const speaks = speaker("speaks", "");
  const sections = `[speech]\nprogram = "${speaks}"\n[screen]\nsleep_from = "${hour(-2)}"\nsleep_until = "${hour(2)}"\n`;
  await withKiosk("night", sections, [], async (kiosk) => {
    await kiosk.must("wait asleep 30", 35_000);
    await kiosk.must("key select"); // what it would have pressed was not to be seen
    await kiosk.must("wait call.idea");
    await kiosk.must("expect-no asleep");
    await kiosk.must("expect-no still.here");
    await kiosk.must("wait asleep 30", 35_000);
    await kiosk.must("key speech");
    await kiosk.must("heard Sprachausgabe an");
    await kiosk.must("wait call.idea");
    await kiosk.must("expect-no asleep");
  });
});
