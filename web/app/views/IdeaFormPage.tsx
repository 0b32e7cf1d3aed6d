// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Draft } from "../bridge/protocol";
import type { IdeaFormView, IdeaSavedView, SaveFailedView } from "../generated/views";
import { BroughtDraft, BrokenDraft } from "../parts/BroughtDraft";
import { Chips, Select } from "../parts/Choices";
import { copyText } from "../parts/copy_text";
import { Icon } from "../parts/Icon";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { SimilarIdeas } from "../parts/SimilarIdeas";
import { back, go, type Place } from "../router";
import { useSession, useView } from "../session";
import { useWrittenIdea, type WrittenIdea } from "./written_idea";

function Saved({ view, onAgain }: { view: IdeaSavedView; onAgain(): void }) {
  const { keeping, say, announce } = useSession();
  const isKept = keeping !== "memory";
  const title = isKept ? view.title : say("phone.on_its_way");
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  const copy = async () => {
    announce(say((await copyText(view.receipt_code)) ? "phone.copied" : "phone.not_copied"));
  };
  return (
    <div class="page page--detail saved">
      <span class={`saved__mark${isKept ? "" : " saved__mark--waiting"}`}>
        <Icon name={isKept ? "check" : "clock"} size={44} />
      </span>
      <h1 ref={heading} tabIndex={-1} data-id="idea-saved">
        {title}
      </h1>
      <p class="lead">{isKept ? view.text : say("phone.on_its_way_text")}</p>
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
    </div>
  );
}

function Failed({ view }: { view: SaveFailedView }) {
  return (
    <div class="note note--danger" role="alert">
      <Icon name="warning" size={24} />
      <span>
        <strong>{view.title}</strong>
        <br />
        {view.text}
      </span>
    </div>
  );
}

interface FieldsProps {
  view: IdeaFormView;
  draft: Draft;
  onChange(change: Partial<Draft>): void;
}

function Fields({ view, draft, onChange }: FieldsProps) {
  const hasTitleFault = view.title_fault !== "";
  return (
    <>
      <div class={`field${hasTitleFault ? " field--fault" : ""}`}>
        <label class="field__label" for="idea-title">
          {view.title_label}
        </label>
        <p class="field__hint" id="idea-title-hint">
          {view.title_hint}
        </p>
        {hasTitleFault && (
          <p class="field__fault" id="idea-title-fault">
            <Icon name="warning" size={18} />
            {view.title_fault}
          </p>
        )}
        <input
          id="idea-title"
          data-id="idea-title"
          type="text"
          value={draft.title}
          autocomplete="off"
          autocapitalize="sentences"
          aria-describedby={hasTitleFault ? "idea-title-fault idea-title-hint" : "idea-title-hint"}
          aria-invalid={hasTitleFault}
          onInput={(event) => onChange({ title: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label class="field__label" for="idea-text">
          {view.text_label}
        </label>
        <p class="field__hint" id="idea-text-hint">
          {view.text_hint}
        </p>
        <textarea
          id="idea-text"
          data-id="idea-text"
          rows={6}
          value={draft.text}
          autocapitalize="sentences"
          aria-describedby="idea-text-hint idea-text-count"
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
        <p class="field__hint" id="idea-text-count">
          {view.text_count}
        </p>
      </div>
      <Select label={view.quarter_label} choices={view.quarters} onChoose={(in_quarter) => onChange({ in_quarter })} />
      <p class="field__label" aria-hidden="true">
        {view.theme_label}
      </p>
      <Chips label={view.theme_label} choices={view.themes} onChoose={(theme) => onChange({ theme })} />
    </>
  );
}

function Faults({ faults }: { faults: string[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="note note--danger" role="alert">
      <Icon name="warning" size={24} />
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </div>
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
      <div ref={summary} tabIndex={-1}>
        {saving.failure && <Failed view={saving.failure} />}
        <Faults faults={view.faults} />
      </div>
      <form class="form" onSubmit={saving.submit} noValidate>
        <Fields view={view} draft={written.draft} onChange={written.change} />
        <SimilarIdeas title={view.similar_title} rows={view.similar} isLive />
        <p class="note">
          <Icon name="info" size={22} />
          <span>{view.privacy}</span>
        </p>
        <div class="actions">
          <button type="button" class="button" onClick={() => back("/ideen")}>
            {view.cancel}
          </button>
          <button type="submit" class="button button--primary" data-id="idea-submit">
            <Icon name="send" size={22} />
            {view.submit}
          </button>
        </div>
      </form>
    </DetailPage>
  );
}
