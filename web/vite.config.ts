// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const root = join(import.meta.dirname, "app");
// Where the wasm preset left the core (quartierpuls_core.mjs and .wasm).
const core = resolve(process.env.QP_CORE_DIR ?? join(import.meta.dirname, "../build/wasm/web/bridge"));
if (!existsSync(join(core, "quartierpuls_core.wasm")))
  throw new Error(`no core in ${core}: build the wasm preset first (./dev does), or set QP_CORE_DIR`);

// The few words that stand in the page itself, from the same message files as all others.
function words(): Plugin {
  const german = JSON.parse(
    readFileSync(join(import.meta.dirname, "../assets/messages/de.json"), "utf8"),
  ) as Record<string, string>;
  return {
    name: "quartierpuls-words",
    transformIndexHtml: (html) =>
      html.replace(/%([\w.]+)%/g, (_, key: string) => {
        const word = german[key];
        if (word === undefined) throw new Error(`index.html: no message ${key}`);
        return word;
      }),
  };
}

export default defineConfig({
  root,
  publicDir: join(root, "public"),
  resolve: { alias: { "@core": core } },
  server: { fs: { allow: [join(import.meta.dirname, ".."), core] } },
  build: {
    outDir: join(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  plugins: [
    words(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "worker",
      filename: "sw.ts",
      injectRegister: false,
      manifest: {
        name: "Quartierpuls",
        short_name: "Quartierpuls",
        lang: "de",
        id: "/",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#f6f4ef",
        theme_color: "#14276b",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      injectManifest: {
        globPatterns: ["index.html", "assets/*.{js,css,woff2,wasm}", "icon*.{svg,png}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
});
