// SPDX-License-Identifier: EUPL-1.2
import type { Draft } from "../bridge/protocol";
import { useSession } from "../session";
import { Icon } from "./Icon";

interface Props {
  draft: Draft;
  isOwn: boolean;
  onTake(): void;
  onKeep(): void;
}

// A kiosk's QR code brought a text, or an own one is to be written anew, and another one stands here: nothing is
// overwritten unasked.
export function BroughtDraft({ draft, isOwn, onTake, onKeep }: Props) {
  const { say } = useSession();
  return (
    <section class="card stack" data-id="brought-ask">
      <h2 class="card__title">{say("phone.brought_ask_title")}</h2>
      <p>{say(isOwn ? "phone.rewrite_ask" : "phone.brought_ask")}</p>
      <blockquote class="brought" lang={draft.draft_lang} dir="auto">
        {draft.title && <strong>{draft.title}</strong>}
        {draft.text && <p class="brought__text">{draft.text}</p>}
      </blockquote>
      <div class="actions">
        <button type="button" class="button" data-id="brought-keep" onClick={onKeep}>
          {say("phone.brought_keep")}
        </button>
        <button type="button" class="button button--primary" data-id="brought-take" onClick={onTake}>
          {say(isOwn ? "phone.rewrite_take" : "phone.brought_take")}
        </button>
      </div>
    </section>
  );
}

export function BrokenDraft() {
  const { say } = useSession();
  return (
    <p class="note note--warning" data-id="brought-broken">
      <Icon name="warning" size={24} />
      <span>{say("phone.brought_broken")}</span>
    </p>
  );
}
