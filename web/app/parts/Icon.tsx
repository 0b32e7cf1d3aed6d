// SPDX-License-Identifier: EUPL-1.2
import { h } from "preact";
import { icons } from "../generated/icons";

// Decoration beside a word: never alone, so it has no name of its own.
export function Icon({ name, size = 24 }: { name: string; size?: number }) {
  const icon = icons[name];
  if (!icon) return null;
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox={icon.viewBox}
      aria-hidden="true"
      focusable="false"
      {...icon.drawn}
    >
      {icon.shapes.map(([shape, attributes]) => h(shape, attributes))}
    </svg>
  );
}
