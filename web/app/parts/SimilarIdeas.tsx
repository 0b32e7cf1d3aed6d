// SPDX-License-Identifier: EUPL-1.2
import type { IdeaRow } from "../generated/views";
import { IdeaCard } from "./IdeaCard";

interface Props {
  title: string;
  rows: IdeaRow[];
  isLive?: boolean; // they change while the reader writes: that there are some is said, once
}

export function SimilarIdeas({ title, rows, isLive }: Props) {
  if (rows.length === 0 && !isLive) return null;
  return (
    <section class={isLive ? "similar" : undefined}>
      <div aria-live={isLive ? "polite" : undefined}>{rows.length > 0 && <h2>{title}</h2>}</div>
      {rows.length > 0 && (
        <ul class="stack">
          {rows.map((row) => (
            <IdeaCard key={row.id} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}
