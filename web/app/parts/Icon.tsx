// SPDX-License-Identifier: EUPL-1.2
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
      dangerouslySetInnerHTML={{ __html: icon.markup }}
    />
  );
}
