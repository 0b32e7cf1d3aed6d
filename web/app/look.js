// SPDX-License-Identifier: EUPL-1.2
// How the reader wants to see, set before anything is drawn: it stands in the page's head, before the app.
// "device" follows the device, also while the page is open. What is chosen is kept by bridge/look.ts, which says so
// here.
(() => {
  const root = document.documentElement;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const hasContrast = matchMedia("(prefers-contrast: more)");
  let look = {};

  function show() {
    const ofDevice = `${hasContrast.matches ? "contrast_" : ""}${isDark.matches ? "dark" : "light"}`;
    root.dataset.theme = look.theme && look.theme !== "device" ? look.theme : ofDevice;
    root.dataset.text = look.text_size || "normal";
  }
  function read() {
    try {
      look = JSON.parse(localStorage.getItem("quartierpuls.look") || "{}") || {};
    } catch {
      look = {}; // a browser that keeps nothing, or nonsense
    }
    show();
  }

  read();
  isDark.addEventListener("change", show);
  hasContrast.addEventListener("change", show);
  addEventListener("storage", read); // chosen in another tab
  addEventListener("quartierpuls:look", ({ detail }) => {
    look = detail;
    show();
  });
})();
