// SPDX-License-Identifier: EUPL-1.2
import { useState } from "preact/hooks";
import type { SupportButton } from "../generated/views";
import { useDevice, useSession } from "../session";
import { whyNot } from "./act";
import { Icon } from "./Icon";

// Says "saved" only after the core has answered, which it does after the durable commit.
export function Support({ idea, support }: { idea: string; support: SupportButton }) {
  const { core, reader, say, announce } = useSession();
  const { keeping } = useDevice();
  const [isBusy, setBusy] = useState(false);
  if (!support.is_shown) return null;

  const onClick = async (event: MouseEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    try {
      await core.send({ kind: "cast", poll: idea, choice: support.is_on ? 0 : 1 }, reader);
      if (keeping === "memory") announce(say("phone.on_its_way"));
      else announce(say(support.is_on ? "support.taken_back" : "support.saved"));
    } catch (error) {
      announce(whyNot(error, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      class="button button--support"
      aria-pressed={support.is_on}
      aria-label={support.spoken || undefined}
      onClick={onClick}
      data-id={`support-${idea}`}
    >
      <Icon name={support.is_on ? "supported" : "support"} size={22} />
      {support.label}
    </button>
  );
}
