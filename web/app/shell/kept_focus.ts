// SPDX-License-Identifier: EUPL-1.2
// What was pressed may go away with its press ("Alle zeigen", a card that was let go). A browser then leaves the focus
// nowhere: who hears the page, or works it by keyboard, would begin again at its top. It goes on at the heading of what
// stood around it.

const headings = "h1, h2, h3, legend";

function headingOf(place: Element): HTMLElement | null {
  const around = place.closest("section, fieldset, main");
  return around?.querySelector<HTMLElement>(headings) ?? document.querySelector<HTMLElement>("main h1");
}

export function keepFocus(page: HTMLElement): () => void {
  let last: Element | null = null;
  let around: Element[] = []; // what it stands in, from within
  const onFocus = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : null;
    around = [];
    for (let place = last?.parentElement; place && page.contains(place); place = place.parentElement) around.push(place);
  };
  const onChange = () => {
    if (!last || last.isConnected) return;
    last = null;
    if (document.activeElement !== document.body) return;
    const place = around.find(({ isConnected }) => isConnected);
    const heading = place && headingOf(place);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    // A finger sees where it is, and nothing jumps under it.
    if (heading.matches(":focus-visible")) heading.scrollIntoView({ block: "nearest" });
  };
  const watcher = new MutationObserver(onChange);
  page.addEventListener("focusin", onFocus);
  watcher.observe(page, { childList: true, subtree: true });
  return () => {
    page.removeEventListener("focusin", onFocus);
    watcher.disconnect();
  };
}
