// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from "preact/hooks";
import type { EraseView } from "../generated/views";
import { useAct } from "./act";
import { useAsk } from "./Ask";
import { Icon } from "./Icon";

// Deleting everything: asked once, then what can be withdrawn is, and when the city has heard of it the rest goes by
// itself. The app's page says that it is done (views/ErasedPage.tsx).
export function EraseCard({ view }: { view: EraseView }) {
  const act = useAct();
  const ask = useAsk(view.question, () => void act({ kind: "begin_erase" }, ""));
  const isDeleting = useRef(false);
  const deleteNow = async () => {
    if (isDeleting.current) return;
    isDeleting.current = true;
    isDeleting.current = await act({ kind: "erase_device" }, "");
  };
  const isDue = view.is_under_way && view.is_over;
  useEffect(() => {
    if (isDue) void deleteNow();
  }, [isDue]);

  if (!view.is_under_way)
    return (
      <div class="actions">
        <button type="button" class="button button--bad" data-id="erase" onClick={() => ask.put()}>
          <Icon name="erase" size={22} />
          {view.label}
        </button>
        {ask.dialog}
      </div>
    );
  return (
    <div class="erasing stack" role="status" data-id="erasing">
      <h3 class="card__heading">
        <Icon name="clock" size={24} />
        {view.title}
      </h3>
      {view.text && <p>{view.text}</p>}
      {view.left && <p data-id="erase-left">{view.left}</p>}
      <div class="actions">
        <button type="button" class="button" data-id="erase-keep" onClick={() => void act({ kind: "keep_device" }, "")}>
          {view.keep}
        </button>
        <button type="button" class="button button--danger" data-id="erase-now" onClick={() => void deleteNow()}>
          <Icon name="erase" size={22} />
          {view.now}
        </button>
      </div>
      {view.now_hint && <p class="card__meta">{view.now_hint}</p>}
    </div>
  );
}
