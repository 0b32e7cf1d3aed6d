// SPDX-License-Identifier: EUPL-1.2
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, defineConfig, type Plugin } from "vite";

const root = join(import.meta.dirname, "app");
// Where the wasm preset left the core (quartierpuls_core.mjs and .wasm).
const core = resolve(process.env.QP_CORE_DIR ?? join(import.meta.dirname, "../build/phone/web/bridge"));
if (!existsSync(join(core, "quartierpuls_core.wasm")))
  throw new Error(`no core in ${core}: build the wasm preset first (./dev does), or set QP_CORE_DIR`);

// What stands in the page itself: the few words, from the same message files as all others, the look, the sign.
function pageText(): Plugin {
  const german = JSON.parse(
    readFileSync(join(import.meta.dirname, "../assets/messages/de.json"), "utf8"),
  ) as Record<string, string>;
  const texts: Record<string, string> = {
    ...german,
    look: readFileSync(join(root, "look.js"), "utf8"),
    icon: `data:image/svg+xml,${encodeURIComponent(readFileSync(join(root, "public/icon.svg"), "utf8"))}`,
  };
  return {
    name: "quartierpuls-page-text",
    transformIndexHtml: (html) =>
      html.replace(/%([\w.]+)%/g, (_, key: string) => {
        const text = texts[key];
        if (text === undefined) throw new Error(`index.html: no message ${key}`);
        return text;
      }),
  };
}

// Script and style within the page: on a phone far from the city each further file to wait for costs a way there and
// back before anything is seen. The city allows them by their hashes (sync/city/site/security_headers.h).
function onePage(): Plugin {
  return {
    name: "quartierpuls-one-page",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("no index.html was built");
      let html = String(page.source);
      // Out of the page and the bundle what one of its tags names.
      const take = (tag: RegExp) => {
        const [whole, name] = tag.exec(html) ?? [];
        const file = name && bundle[name];
        if (!whole || !file) throw new Error(`index.html names nothing that was built: ${tag}`);
        delete bundle[name];
        html = html.replace(whole, "");
        return file.type === "chunk" ? file.code.replaceAll("</script", "<\\/script") : String(file.source);
      };
      const script = take(/<script type="module" crossorigin src="\/(assets\/[^"]+)"><\/script>\s*/);
      const style = take(/<link rel="stylesheet" crossorigin href="\/(assets\/[^"]+)">\s*/);
      // The script last: by then there is something to see.
      const [beforeHeadEnd, afterHead] = html.split("</head>");
      const [body, afterBody] = (afterHead ?? "").split("</body>");
      page.source = [
        `${beforeHeadEnd}<style>${style}</style></head>`,
        `${body}<script type="module">${script}</script></body>${afterBody}`,
      ].join("");
    },
  };
}

const dist = join(import.meta.dirname, "dist");

const isFurtherFont = (name: string) => /^assets\/.*\.further-.*\.woff2$/.test(name);

function builtFiles(): string[] {
  return readdirSync(dist, { recursive: true, encoding: "utf8" }).sort();
}

// What the service worker keeps: every file of the app, but fonts for further scripts, which stay once a text needed
// them. Names under assets/ carry their content's hash.
function keptFiles(): { url: string; revision: string | null }[] {
  return builtFiles()
    .filter((name) => /^(index\.html|icon.*\.(svg|png)|assets\/.*\.(js|css|woff2|wasm))$/.test(name))
    .filter((name) => !isFurtherFont(name))
    .map((name) => ({
      url: `/${name}`,
      revision: name.startsWith("assets/")
        ? null
        : createHash("sha256").update(readFileSync(join(dist, name))).digest("hex").slice(0, 16),
    }));
}

// Built after the app, since it names the app's files. (vite-plugin-pwa would do the same with 250
// packages more, some of which have no lockable release for every machine.)
function serviceWorker(): Plugin {
  return {
    name: "quartierpuls-service-worker",
    apply: "build",
    async closeBundle() {
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: "warn",
        define: {
          "self.__WB_MANIFEST": JSON.stringify(keptFiles()),
          "self.furtherFonts": JSON.stringify(builtFiles().filter(isFurtherFont).map((name) => `/${name}`)),
        },
        build: {
          outDir: dist,
          emptyOutDir: false,
          target: "es2022",
          rolldownOptions: {
            input: join(root, "worker/sw.ts"),
            output: { format: "iife", entryFileNames: "sw.js" },
          },
        },
      });
    },
  };
}

export default defineConfig({
  root,
  publicDir: join(root, "public"),
  resolve: { alias: { "@core": core } },
  server: { fs: { allow: [join(import.meta.dirname, ".."), core] } },
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  plugins: [pageText(), onePage(), serviceWorker()],
});
