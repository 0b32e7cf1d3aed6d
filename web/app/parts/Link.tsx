// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { go } from "../router";

interface Props {
  to: string;
  class?: string;
  children: ComponentChildren;
  "aria-current"?: "page" | undefined;
  "aria-label"?: string | undefined;
}

// A real link (it can be opened in another tab, copied, dragged) that stays within the app.
export function Link({ to, children, ...rest }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={onClick} {...rest}>
      {children}
    </a>
  );
}
