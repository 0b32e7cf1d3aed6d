// SPDX-License-Identifier: EUPL-1.2
// What Lighthouse says of the app as the city server gives it out: its mobile profile (a mid-range phone on a slow
// network, simulated), each run a first visit.
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { root } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { phoneViews } from "../e2e/phone_views.ts";
import { median, type Row, row } from "./row.ts";

const views = ["start", "idea_list", "idea", "station"];
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"];
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

interface Audit {
  score: number | null;
  numericValue?: number;
}
interface Report {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
}
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>;

type Category = (typeof categories)[number];

interface Visit {
  scores: Record<Category, number>; // of 100
  lcpMs: number;
  short: string[]; // what cost points
}

function ofEach(figure: (category: Category) => number): Record<Category, number> {
  return Object.fromEntries(categories.map((category) => [category, figure(category)])) as Record<Category, number>;
}

async function lighthouse(): Promise<Lighthouse> {
  const found = createRequire(join(root, "tests/bench/browser/package.json")).resolve("lighthouse");
  return ((await import(pathToFileURL(found).href)) as { default: Lighthouse }).default;
}

async function visit(judge: Lighthouse, url: string): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-lighthouse-"));
  // Without Playwright: Lighthouse sets size, touch and network itself.
  const browser = new Program({
    name: "Chromium",
    command: ["/usr/bin/chromium", ...flags, `--user-data-dir=${join(folder, "profile")}`, "about:blank"],
    log: join(folder, "log"),
  });
  try {
    const port = Number(new URL(await browser.ready("DevTools listening on ")).port);
    const judged = await judge(url, { port, logLevel: "error", onlyCategories: [...categories] });
    if (!judged || judged.lhr.runtimeError) throw new Error(`${url}: ${judged?.lhr.runtimeError?.message}`);
    const { lhr } = judged;
    const scores = ofEach((name) => 100 * (lhr.categories[name]?.score ?? 0));
    const short = categories.flatMap((name) =>
      (lhr.categories[name]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
        .map(({ id }) => id),
    );
    return { scores, lcpMs: lhr.audits["largest-contentful-paint"]?.numericValue ?? NaN, short };
  } finally {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// The worst of four views, each the median of so many runs.
export async function measureLighthouse(city: string, runs: number): Promise<Row[]> {
  const judge = await lighthouse();
  const medians: Visit[] = [];
  for (const { name, path } of (await phoneViews(city)).filter((view) => views.includes(view.name))) {
    const visits: Visit[] = [];
    for (let run = 0; run < runs; ++run) visits.push(await visit(judge, city + path));
    const of = (figure: (one: Visit) => number) => median(visits.map(figure));
    const scores = ofEach((category) => of(({ scores }) => scores[category]));
    medians.push({ scores, lcpMs: of(({ lcpMs }) => lcpMs), short: [] });
    const short = [...new Set(visits.flatMap((one) => one.short))].join(", ");
    console.log(`  Lighthouse, ${name}: ${JSON.stringify(scores)}, LCP ${Math.round(medians.at(-1)?.lcpMs ?? NaN)} ms; ${short}`);
  }
  if (medians.length !== views.length) throw new Error("a view is missing");
  const worst = (category: Category) => Math.min(...medians.map(({ scores }) => scores[category]));
  return [
    ...categories.map((category) => row("phone", `lighthouse_${category.replace("-", "_")}`, "of 100", worst(category))),
    row("phone", "lcp_ms", "ms", Math.max(...medians.map(({ lcpMs }) => lcpMs))),
  ];
}
