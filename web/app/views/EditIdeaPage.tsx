// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Draft } from "../bridge/protocol";
import type { SaveFailedView } from "../generated/views";
import { IdeaForm } from "../parts/IdeaForm";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { back } from "../router";
import { useSession, useView } from "../session";

// An own idea's text anew. What stands there comes from this device, and nothing is kept before it is saved.
export function EditIdeaPage({ id }: { id: string }) {
  const { core, reader, say } = useSession();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    core.send({ kind: "read_draft_link", fragment: `O-${id}` }, reader).then(
      (found) => setDraft(found as Draft),
      (error) => setGone(error instanceof CoreFailure && error.failure.code === "malformed"),
    );
  }, [id]);
  usePageTitle(say("own_idea.edit"));
  if (isGone) return <Gone up="/meine" />;
  if (!draft) return <Loading />;
  return <Edit id={id} before={draft} />;
}

function Edit({ id, before }: { id: string; before: Draft }) {
  const { core, reader, say, announce } = useSession();
  const [draft, setDraft] = useState(before);
  const [isPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SaveFailedView | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const view = useView("idea_edit", { id, ...draft, is_pressed: isPressed });
  if (!view) return <Loading />;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await core.send({ kind: "edit_idea", id, ...draft }, reader);
      announce(say("own_idea.edit_saved"));
      back("/meine");
    } catch (error) {
      const { code, view: told } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
      setPressed(true);
      if (code !== "bad_argument") setFailure(told ?? { title: say("phone.start_failed"), text: "", retry: "" });
      requestAnimationFrame(() => summary.current?.focus());
    } finally {
      setBusy(false);
    }
  };
  return (
    <DetailPage title={view.title} up="/meine">
      <p class="lead">{view.lead}</p>
      <IdeaForm
        view={view}
        draft={draft}
        failure={failure}
        summary={summary}
        onChange={(change) => setDraft({ ...draft, ...change })}
        onSubmit={submit}
        onCancel={() => back("/meine")}
      />
    </DetailPage>
  );
}
