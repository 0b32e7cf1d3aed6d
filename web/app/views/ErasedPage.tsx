// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from "preact/hooks";
import type { MessageKey } from "../generated/messages";
import { Icon } from "../parts/Icon";

// All that is left once everything is deleted: no core, no network and nothing kept is needed for it.
export function ErasedPage({ say }: { say(key: MessageKey): string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = say("phone.erased_title");
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  return (
    <main class="page page--detail saved" data-id="erased">
      <span class="saved__mark">
        <Icon name="check" size={44} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {say("phone.erased_title")}
      </h1>
      <p class="lead">{say("phone.erased_text")}</p>
      <div class="actions">
        <button type="button" class="button button--primary" onClick={() => location.replace("/")}>
          {say("phone.begin_anew")}
        </button>
      </div>
    </main>
  );
}
