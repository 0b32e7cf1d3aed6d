// SPDX-License-Identifier: EUPL-1.2
// What somebody finds wrong with an idea, for the editors: a reason, and words where they like.
import { useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Report } from "../bridge/protocol";
import type { IdeaReportedView, IdeaReportView, SaveFailedView } from "../generated/views";
import { Options } from "../parts/Choices";
import { Failed, Faults } from "../parts/Faults";
import { Icon } from "../parts/Icon";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { SavedPage } from "../parts/SavedPage";
import { Written } from "../parts/Written";
import { back } from "../router";
import { useSession, useView } from "../session";

interface FieldsProps {
  view: IdeaReportView;
  report: Report;
  onChange(change: Partial<Report>): void;
}

function Fields({ view, report, onChange }: FieldsProps) {
  return (
    <>
      <Options
        id="report"
        title={view.reasons_label}
        icon="flag"
        choices={view.reasons}
        fault={view.reason_fault}
        onChoose={(reason) => onChange({ reason })}
      />
      <div class={`field${view.text_fault ? " field--fault" : ""}`}>
        <label class="field__label" for="report-text">
          {view.text_label}
        </label>
        <p class="field__hint" id="report-text-hint">
          {view.text_hint}
        </p>
        <textarea
          id="report-text"
          rows={4}
          value={report.text}
          autocapitalize="sentences"
          aria-describedby="report-text-hint report-text-count"
          aria-invalid={view.text_fault !== ""}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
        <p class="field__hint" id="report-text-count">
          {view.text_count}
        </p>
      </div>
    </>
  );
}

// Sending: what became of it, and that nobody presses twice.
function useSending(id: string, report: Report, onRefused: () => void) {
  const { core, reader, say } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const [saved, setSaved] = useState<IdeaReportedView | null>(null);
  const [failure, setFailure] = useState<SaveFailedView | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      setSaved((await core.send({ kind: "report_idea", id, ...report }, reader)) as IdeaReportedView);
    } catch (error) {
      const { code, view } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
      setPressed(true);
      if (code !== "bad_argument") setFailure(view ?? { title: say("phone.start_failed"), text: "", retry: "" });
      onRefused();
    } finally {
      setBusy(false);
    }
  };
  return { submit, isPressed, saved, failure };
}

export function ReportIdeaPage({ id }: { id: string }) {
  const idea = `/ideen/${id}`;
  const [report, setReport] = useState<Report>({ reason: "", text: "" });
  const summary = useRef<HTMLDivElement>(null);
  const sending = useSending(id, report, () => requestAnimationFrame(() => summary.current?.focus()));
  const view = useView("idea_report", { id, ...report, is_pressed: sending.isPressed });
  usePageTitle(view?.title ?? "");
  if (sending.saved)
    return (
      <SavedPage id="report-saved" title={sending.saved.title} text={sending.saved.text}>
        <div class="actions">
          <button type="button" class="button button--primary" onClick={() => back(idea)}>
            {sending.saved.done}
          </button>
        </div>
      </SavedPage>
    );
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/ideen" />;
  return (
    <DetailPage title={view.title} up={idea}>
      <p class="lead">
        <Written text={view.idea} />
      </p>
      {view.reported ? (
        <p class="note">
          <Icon name="flag" size={22} />
          <span>{view.reported}</span>
        </p>
      ) : (
        <>
          <p>{view.lead}</p>
          <div ref={summary} tabIndex={-1}>
            {sending.failure && <Failed view={sending.failure} />}
            <Faults faults={[view.reason_fault, view.text_fault].filter(Boolean)} />
          </div>
          <form class="form" onSubmit={sending.submit} noValidate>
            <Fields
              view={view}
              report={report}
              onChange={(change) => setReport({ ...report, ...change })}
            />
            <p class="note">
              <Icon name="info" size={22} />
              <span>{view.privacy}</span>
            </p>
            <div class="actions">
              <button type="button" class="button" onClick={() => back(idea)}>
                {view.cancel}
              </button>
              <button type="submit" class="button button--primary" data-id="report-submit">
                <Icon name="send" size={22} />
                {view.submit}
              </button>
            </div>
          </form>
        </>
      )}
    </DetailPage>
  );
}
