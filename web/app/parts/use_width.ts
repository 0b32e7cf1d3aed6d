// SPDX-License-Identifier: EUPL-1.2
// How wide something is drawn, for what depends on it in pixels.
import { useEffect, useRef, useState } from "preact/hooks";

const narrowPx = 260; // until it is measured: rather too little on it than what overlaps

export function useWidth<E extends HTMLElement>() {
  const box = useRef<E>(null);
  const [width, setWidth] = useState(narrowPx);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
