// SPDX-License-Identifier: EUPL-1.2
import type { Badge } from "../generated/views";
import { Icon } from "./Icon";

export function Badges({ badges }: { badges: Badge[] }) {
  if (badges.length === 0) return null;
  return (
    <ul class="badges">
      {badges.map((badge) => (
        <li key={badge.text} class={`badge badge--${badge.tone || "neutral"}`}>
          {badge.icon && <Icon name={badge.icon} size={16} />}
          {badge.text}
        </li>
      ))}
    </ul>
  );
}
