// SPDX-License-Identifier: EUPL-1.2
import type { IdeaRow } from "../generated/views";
import { IdeaCard } from "./IdeaCard";

interface Props {
  title: string;
  rows: IdeaRow[];
  isLive?: boolean; // they change while the reader writes, and are read aloud then
}

export function SimilarIdeas({ title, rows, isLive }: Props) {
  if (rows.length === 0) return null;
  return (
    <section class={isLive ? "similar" : undefined} aria-live={isLive ? "polite" : undefined}>
      <h2>{title}</h2>
      <ul class="stack">
        {rows.map((row) => (
          <IdeaCard key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}
