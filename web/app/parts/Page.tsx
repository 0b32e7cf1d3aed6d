// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { back } from "../router";
import { useSession } from "../session";
import { Icon } from "./Icon";
import { ShareButton } from "./ShareButton";

interface AreaProps {
  title: string;
  heading?: ComponentChildren; // in its place, where other words than the app's are in it
  lead?: ComponentChildren;
  children: ComponentChildren;
  isPlain?: boolean; // nothing that may overlap the blue comes first
}

function useTitle(title: string) {
  const { say } = useSession();
  useEffect(() => {
    if (title) document.title = `${title} – ${say("app.name")}`;
  }, [title]);
}

// One of the six areas: its name on the city's blue, under the bar.
export function AreaPage({ title, heading = title, lead, children, isPlain = false }: AreaProps) {
  useTitle(title);
  return (
    <>
      <header class="hero">
        <div class="hero__text">
          <h1 tabIndex={-1}>{heading}</h1>
          {lead && <p class="hero__lead">{lead}</p>}
        </div>
        <Waves />
      </header>
      <div class={isPlain ? "page page--plain" : "page"}>{children}</div>
    </>
  );
}

interface DetailProps {
  title: ComponentChildren;
  up: string;
  children: ComponentChildren;
  shareAs?: string; // its name where it is passed on; without one it is nobody else's
}

// One thing within an area, with the way back.
export function DetailPage({ title, up, children, shareAs }: DetailProps) {
  const { shell } = useSession();
  return (
    <div class="page page--detail">
      <div class="head-links">
        <button type="button" class="head-link head-link--back" onClick={() => back(up)}>
          <Icon name="back" size={22} />
          {shell?.back}
        </button>
        {shareAs && <ShareButton name={shareAs} />}
      </div>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}

export function usePageTitle(title: string) {
  useTitle(title);
}

export function Waves() {
  return (
    <svg class="waves" viewBox="0 0 390 60" preserveAspectRatio="none" aria-hidden="true">
      <path class="waves__far" d="M0 34C70 6 130 10 205 26S330 44 390 14V60H0Z" />
      <path class="waves__near" d="M0 50C60 34 120 54 190 48S320 26 390 44V60H0Z" />
    </svg>
  );
}

export function Loading() {
  const { say } = useSession();
  return (
    <div class="page">
      <p class="loading" role="status">
        {say("phone.loading")}
      </p>
    </div>
  );
}

export function Gone({ up }: { up: string }) {
  const { say } = useSession();
  usePageTitle(say("phone.not_found_title"));
  return (
    <DetailPage title={say("phone.not_found_title")} up={up}>
      <p>{say("phone.not_found_text")}</p>
    </DetailPage>
  );
}
