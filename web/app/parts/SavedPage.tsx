// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useDevice, useSession } from "../session";
import { Icon } from "./Icon";
import { usePageTitle } from "./Page";

interface Props {
  id: string;
  title: string;
  text: string;
  children: ComponentChildren;
}

// In the place of a form: what was written is saved, or only on its way where nothing lasts.
export function SavedPage({ id, title, text, children }: Props) {
  const { say } = useSession();
  const { keeping } = useDevice();
  const isKept = keeping !== "memory";
  const said = isKept ? title : say("phone.on_its_way");
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(said);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return (
    <div class="page page--detail saved">
      <span class={`saved__mark${isKept ? "" : " saved__mark--waiting"}`}>
        <Icon name={isKept ? "check" : "clock"} size={44} />
      </span>
      <h1 ref={heading} tabIndex={-1} data-id={id}>
        {said}
      </h1>
      <p class="lead">{isKept ? text : say("phone.on_its_way_text")}</p>
      {children}
    </div>
  );
}
