// SPDX-License-Identifier: EUPL-1.2
import type { Level } from "../generated/views";
import { Icon } from "./Icon";

// A shape for each class, so that the colour is never alone; the word stands beside it.
const shapes: Record<Level, string> = {
  none: "",
  very_good: "M5 12.5l4.5 4.5L19 7.5",
  good: "M5 12.5l4.5 4.5L19 7.5",
  moderate: "M5 13.5c2.3-3 4.7-3 7 0s4.7 3 7 0",
  poor: "M12 5v8.5M12 18.3v.2",
  very_poor: "M6.5 6.5l11 11M17.5 6.5l-11 11",
};

export function LevelMark({ level, icon, size = 28 }: { level: Level; icon: string; size?: number }) {
  return (
    <span class={`level level--${level}`} aria-hidden="true">
      {level === "none" ? (
        <Icon name={icon} size={size} />
      ) : (
        <svg
          width={size}
          height={size}
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          stroke-width="3"
          stroke-linecap="round"
          stroke-linejoin="round"
        >
          <path d={shapes[level]} />
        </svg>
      )}
    </span>
  );
}
