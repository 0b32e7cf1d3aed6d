// SPDX-License-Identifier: EUPL-1.2
// How feed, city server and kiosk are configured and started: the one place that knows their command
// lines and configuration files. Everything listens on this machine only.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { Program } from "./program.ts";

export const root = resolve(import.meta.dirname, "..");

export type Place = {
  build: string; // folder of a native build: build/dev, build/release
  folder: string; // databases, keys, configuration and logs
};

// The wanted port where nobody listens on it, else any free one.
export async function freePort(wanted = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((done, failed) => {
      const probe = createServer();
      probe.once("error", failed);
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address ? address.port : 0));
      });
    });
  return tryPort(wanted).catch(() => tryPort(0));
}

type Values = { [key: string]: unknown };
const isTable = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTables = (value: unknown): value is Values[] => Array.isArray(value) && value.length > 0 && value.every(isTable);

// A TOML file: plain values, tables as objects, arrays of tables as arrays of objects.
export function toml(values: Values, above = ""): string {
  const entries = Object.entries(values);
  const lines = entries
    .filter(([, value]) => !isTable(value) && !isTables(value))
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  for (const [key, value] of entries) {
    const name = above + key;
    if (isTable(value)) lines.push("", `[${name}]`, toml(value, `${name}.`).trimEnd());
    if (isTables(value)) for (const table of value) lines.push("", `[[${name}]]`, toml(table, `${name}.`).trimEnd());
  }
  return `${lines.join("\n").trimStart()}\n`;
}

function write(file: string, values: Values): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, toml(values));
  return file;
}

const folders: Record<string, string> = {
  "quartierpuls-city": "sync/city",
  "quartierpuls-feed": "sync/feed",
  "quartierpuls-kiosk": "kiosk/app",
};

export function program({ build }: Place, name: string): string {
  const file = join(build, folders[name] ?? "", name);
  if (!existsSync(file)) throw new Error(`${file} is not built`);
  return file;
}

const log = (place: Place, name: string) => join(place.folder, "logs", `${name}.log`);

export async function startFeed(place: Place, options: { port?: number; options?: string[] } = {}) {
  const command = [program(place, "quartierpuls-feed"), "--port", String(options.port ?? 0), ...(options.options ?? [])];
  const feed = new Program({ name: "demo feed", command, log: log(place, "feed") });
  return { feed, url: (await feed.ready("ready ")).replace(/\/+$/, "") };
}

export const cityFile = (place: Place) => join(place.folder, "city.toml");

export interface CityOptions {
  port?: number; // 0: any free one
  feeds?: string[]; // addresses of SensorThings endpoints, without /v1.1
  uba?: { folder: string; stations: Values[] };
  more?: Values; // further tables of the configuration
}

export function writeCityFile(place: Place, options: CityOptions = {}): void {
  write(cityFile(place), {
    city: { name: "Bielefeld", data_dir: join(place.folder, "city"), app_dir: join(root, "web/dist") },
    listen: { address: "127.0.0.1", port: options.port ?? 0 },
    ...(options.feeds ? { sensorthings: options.feeds.map((url) => sensorThings(url)) } : {}),
    ...(options.uba ? { uba: [{ folder: options.uba.folder, look_seconds: 1, station: options.uba.stations }] } : {}),
    ...options.more,
  });
}

function sensorThings(url: string): Values {
  return { name: "Demo-Feed", url: `${url}/v1.1`, operator: "quartierpuls-feed", poll_seconds: 5, history_days: 2 };
}

export async function startCity(place: Place) {
  const command = [program(place, "quartierpuls-city"), "serve", "--config", cityFile(place)];
  const city = new Program({ name: "city server", command, log: log(place, "city") });
  return { city, url: await city.ready("ready ") };
}

// `quartierpuls-city NAME …` beside the running server; what it prints.
export async function cityCommand(place: Place, name: string, ...options: string[]): Promise<string> {
  const file = program(place, "quartierpuls-city");
  const { stdout } = await promisify(execFile)(file, [name, "--config", cityFile(place), ...options]);
  return stdout;
}

// The genesis key, by which a kiosk knows its city.
export async function cityKey(place: Place): Promise<string> {
  const key = /\b[0-9a-f]{64}\b/.exec(await cityCommand(place, "keys"));
  if (!key) throw new Error("quartierpuls-city keys names no key");
  return key[0];
}

export interface KioskOptions {
  name?: string;
  city: string; // address
  key: string;
  quarter?: string;
  place?: string;
  width?: number;
  height?: number;
  idleSeconds?: number;
  isScripted?: boolean; // lines on standard input steer it
  isShown?: boolean; // in a window, on a machine with a display
}

export function startKiosk(place: Place, options: KioskOptions): Program {
  const name = options.name ?? "kiosk";
  const file = write(join(place.folder, `${name}.toml`), {
    quarter: options.quarter ?? "stieghorst",
    place: options.place ?? "Quartierszentrum am Markt",
    language: "de",
    data: join(place.folder, name),
    idle_seconds: options.idleSeconds ?? 120,
    city: { url: options.city, key: options.key },
    screen: { width: options.width ?? 1080, height: options.height ?? 1920 },
  });
  return new Program({
    name,
    command: [program(place, "quartierpuls-kiosk"), "--config", file, ...(options.isScripted ? ["--script", "-"] : [])],
    log: log(place, name),
    isScripted: options.isScripted ?? false,
    environment: options.isShown ? {} : { SDL_VIDEODRIVER: "offscreen" },
  });
}
