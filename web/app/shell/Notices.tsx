// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { wasPurged } from "../bridge/purge";
import type { MessageKey } from "../generated/messages";
import { Icon } from "../parts/Icon";
import { useDevice, useSession } from "../session";

const asideWords: Record<string, MessageKey> = {
  damaged: "fault.database_damaged",
  wrong_city: "phone.other_city",
};

// What a reader must know of this device: nothing is hidden, nothing cries wolf.
export function Notices() {
  const { core, say } = useSession();
  const { keeping } = useDevice();
  const [aside, setAside] = useState<MessageKey | null>(null);
  const [isPurged, setPurged] = useState(false);
  const [failed, setFailed] = useState<MessageKey | null>(null);
  useEffect(
    () =>
      core.onEvent((event) => {
        if (event.event === "aside") setAside(asideWords[event.code] ?? "fault.database_damaged");
        if (event.event === "failed") setFailed(event.code === "too_new" ? "phone.database_newer" : "phone.start_failed");
        if (event.event === "ready") setFailed(null);
        if (event.event === "ready" && wasPurged(event.isNew, event.keeping)) setPurged(true);
      }),
    [],
  );
  const texts: MessageKey[] = [];
  if (failed) texts.push(failed);
  if (aside) texts.push(aside);
  if (isPurged) texts.push("phone.purged");
  if (keeping === "memory") texts.push("phone.not_kept");
  // The region is there before its texts: one that comes along with them is not always read out.
  return (
    <div class={texts.length > 0 ? "notices" : undefined} role="alert">
      {texts.map((key) => (
        <p key={key} class="note note--warning" data-id={`notice-${key}`}>
          <Icon name="warning" size={24} />
          <span>{say(key)}</span>
        </p>
      ))}
    </div>
  );
}
