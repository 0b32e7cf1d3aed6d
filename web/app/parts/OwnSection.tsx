// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";

interface Props {
  id: string;
  title: string;
  icon: string;
  class?: string;
  children: ComponentChildren;
}

// A part of what is one's own, under a heading of its own.
export function OwnSection({ id, title, icon, class: more = "", children }: Props) {
  return (
    <section class={`stack ${more}`.trim()} aria-labelledby={`${id}-title`} data-id={id}>
      <h2 id={`${id}-title`} class="card__heading">
        <Icon name={icon} size={24} />
        {title}
      </h2>
      {children}
    </section>
  );
}
