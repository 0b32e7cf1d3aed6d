// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { IdeaSavedView, SaveFailedView } from "../generated/views";
import { BroughtDraft, BrokenDraft } from "../parts/BroughtDraft";
import { copyText } from "../parts/copy_text";
import { Icon } from "../parts/Icon";
import { IdeaForm } from "../parts/IdeaForm";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { SavedPage } from "../parts/SavedPage";
import { back, go, type Place } from "../router";
import { useSession, useView } from "../session";
import { useWrittenIdea, type WrittenIdea } from "./written_idea";

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

// Saving: what became of it, and that nobody presses twice.
function useSaving({ draft, forget, tell }: WrittenIdea, onRefused: () => void) {
  const { core, reader, say } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const [saved, setSaved] = useState<IdeaSavedView | null>(null);
  const [failure, setFailure] = useState<SaveFailedView | null>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    tell(); // nothing of it is kept as a draft after it was saved
    setBusy(true);
    setFailure(null);
    try {
      setSaved((await core.send({ kind: "save_idea", ...draft }, reader)) as IdeaSavedView);
      setPressed(false);
      forget();
    } catch (error) {
      const { code, view } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
      setPressed(true);
      if (code !== "bad_argument")
        setFailure(view ?? { title: say("phone.start_failed"), text: "", retry: "" });
      onRefused();
    } finally {
      setBusy(false);
    }
  };
  return { submit, isPressed, saved, failure, again: () => setSaved(null) };
}

export function IdeaFormPage({ place }: { place: Place }) {
  const { reader } = useSession();
  const fresh = {
    title: "",
    text: "",
    in_quarter: reader.quarter,
    theme: place.query.get("thema") ?? "",
    draft_lang: reader.lang,
  };
  const written = useWrittenIdea(fresh, place);
  const summary = useRef<HTMLDivElement>(null);
  const saving = useSaving(written, () => requestAnimationFrame(() => summary.current?.focus()));
  const view = useView("idea_form", { ...written.told, is_pressed: saving.isPressed });
  usePageTitle(view?.title ?? "");
  useEffect(() => {
    if (place.brought) saving.again();
  }, [place]);

  if (saving.saved) return <Saved view={saving.saved} onAgain={saving.again} />;
  if (!view) return <Loading />;
  return (
    <DetailPage title={view.title} up="/ideen">
      <p class="lead">{view.lead}</p>
      {written.brought && (
        <BroughtDraft draft={written.brought} isOwn={written.isOwnBrought} onTake={written.take} onKeep={written.keep} />
      )}
      {written.isBroughtBroken && <BrokenDraft />}
      <IdeaForm
        view={view}
        draft={written.draft}
        failure={saving.failure}
        summary={summary}
        onChange={written.change}
        onSubmit={saving.submit}
        onCancel={() => back("/ideen")}
      />
    </DetailPage>
  );
}
