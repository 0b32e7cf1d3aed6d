// SPDX-License-Identifier: EUPL-1.2
// Text size and colours as the reader chose them on this device; look.js shows them, before the app is there.
import { store, stored } from "./page_storage";

const lookKey = "quartierpuls.look";

export interface Look {
  theme: string; // ids of the core's choices
  text_size: string;
}

export function chosenLook(): Look {
  try {
    const { theme, text_size } = JSON.parse(stored(lookKey) ?? "{}") as Partial<Look>;
    return { theme: String(theme ?? ""), text_size: String(text_size ?? "") };
  } catch {
    return { theme: "", text_size: "" };
  }
}

export function chooseLook(look: Look): void {
  store(lookKey, JSON.stringify(look));
  window.dispatchEvent(new CustomEvent("quartierpuls:look", { detail: look }));
}
