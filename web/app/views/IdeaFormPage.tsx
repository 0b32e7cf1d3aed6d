// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import type { IdeaSavedView } from "../generated/views";
import { BroughtDraft, BrokenDraft } from "../parts/BroughtDraft";
import { copyText } from "../parts/copy_text";
import { Icon } from "../parts/Icon";
import { IdeaForm } from "../parts/IdeaForm";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { SavedPage } from "../parts/SavedPage";
import { useSending } from "../parts/SentForm";
import { back, go, type Place } from "../router";
import { useSession, useView } from "../session";
import { useWrittenIdea } from "./written_idea";

function Saved({ view, onAgain }: { view: IdeaSavedView; onAgain(): void }) {
  const { say, announce } = useSession();
  const copy = async () => {
    announce(say((await copyText(view.receipt_code)) ? "phone.copied" : "phone.not_copied"));
  };
  return (
    <SavedPage id="idea-saved" title={view.title} text={view.text}>
      <section class="card receipt">
        <h2 class="receipt__label">{view.code_label}</h2>
        <p class="receipt__code" data-id="receipt-code">
          {view.receipt_code}
        </p>
        <button type="button" class="button" onClick={copy}>
          <Icon name="receipt" size={22} />
          {say("phone.copy")}
        </button>
        <p class="card__meta">{view.code_hint}</p>
      </section>
      <div class="actions">
        <button type="button" class="button" onClick={onAgain}>
          {view.again}
        </button>
        <button type="button" class="button button--primary" onClick={() => go("/")}>
          {view.done}
        </button>
      </div>
    </SavedPage>
  );
}

export function IdeaFormPage({ place }: { place: Place }) {
  const { core, reader } = useSession();
  const [saved, setSaved] = useState<IdeaSavedView | null>(null);
  const fresh = {
    title: "",
    text: "",
    in_quarter: reader.quarter,
    theme: place.query.get("thema") ?? "",
    place: "",
    draft_lang: reader.lang,
  };
  const written = useWrittenIdea(fresh, place);
  const sending = useSending(async () => {
    written.tell(); // nothing of it is kept as a draft after it was saved
    setSaved((await core.send({ kind: "save_idea", ...written.draft }, reader)) as IdeaSavedView);
    written.forget();
  });
  const view = useView("idea_form", { ...written.told, is_pressed: sending.isPressed });
  usePageTitle(view?.title ?? "");
  useEffect(() => {
    if (place.brought) setSaved(null);
  }, [place]);

  if (saved) return <Saved view={saved} onAgain={() => setSaved(null)} />;
  if (!view) return <Loading />;
  return (
    <DetailPage title={view.title} up="/ideen">
      <p class="lead">{view.lead}</p>
      <div class="said" role="alert">
        {written.brought && (
          <BroughtDraft
            draft={written.brought}
            isOwn={written.isOwnBrought}
            onTake={written.take}
            onKeep={written.keep}
          />
        )}
        {written.isBroughtBroken && <BrokenDraft />}
      </div>
      <IdeaForm
        view={view}
        draft={written.draft}
        sending={sending}
        onChange={written.change}
        onCancel={() => back("/ideen")}
      />
    </DetailPage>
  );
}
