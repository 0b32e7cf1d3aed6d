// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "./Icon";

const marks: Record<string, string> = { success: "check", warning: "clock", danger: "refused" };

// How far something of the reader's own has got.
export function Delivery({ tone, words }: { tone: string; words: string }) {
  return (
    <p class={`delivery delivery--${tone}`}>
      <Icon name={marks[tone] ?? "saved"} size={20} />
      <span>{words}</span>
    </p>
  );
}
