// SPDX-License-Identifier: EUPL-1.2
// What is being written: kept at every pause, found again after the page was left, or brought along from a
// kiosk by its QR code.
import { useEffect, useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Draft } from "../bridge/protocol";
import { type Place, tookUpWhatWasBrought } from "../router";
import { onLeave, useSession } from "../session";

const pauseMs = 300;

export interface WrittenIdea {
  draft: Draft;
  told: Draft; // what the core was told last: its view fits that
  isOwnBrought: boolean; // from an idea that was refused, not from a kiosk
  brought: Draft | null; // would take the place of what stands here: the reader chooses
  isBroughtBroken: boolean;
  change(change: Partial<Draft>): void;
  tell(): void; // at once, without waiting for a pause
  forget(): void;
  take(): void; // what was brought
  keep(): void; // what stands here
}

const isWritten = ({ title, text }: Draft) => (title + text).trim() !== "";
const isSame = (one: Draft, other: Draft) => one.title === other.title && one.text === other.text;

export function useWrittenIdea(fresh: Draft, place: Place): WrittenIdea {
  const { core, reader, say, announce } = useSession();
  const [draft, setDraft] = useState<Draft>(fresh);
  const [told, setTold] = useState<Draft>(fresh);
  const [brought, setBrought] = useState<Draft | null>(null);
  const [isBroughtBroken, setBroken] = useState(false);
  const isOwnBrought = place.brought.startsWith("O-");
  const touched = useRef<Draft | null>(null); // what stands in the form, once somebody wrote there
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const untold = useRef<(() => void) | null>(null); // what waits for the pause

  const hush = () => {
    clearTimeout(pause.current);
    untold.current = null;
  };
  const tellNow = () => {
    const tell = untold.current;
    hush();
    tell?.();
  };
  const show = (next: Draft) => {
    hush();
    setDraft(next);
    setTold(next);
  };
  const take = (next: Draft) => {
    touched.current = next;
    setBrought(null);
    show(next);
    core.send({ kind: "keep_draft", ...next }, reader).then(
      () => {
        tookUpWhatWasBrought();
        announce(say(isOwnBrought ? "phone.rewrite_here" : "phone.brought_here"));
      },
      () => undefined, // it stands in the form, and in the tab's entry for the next time
    );
  };

  useEffect(() => {
    let isCurrent = true;
    const kept = core.send({ kind: "draft" }, reader).then(
      (found) => {
        if (!found || touched.current || !isCurrent) return;
        show({ ...fresh, ...(found as Draft) });
        return found as Draft;
      },
      () => undefined,
    );
    const read = async () => {
      const found = await kept;
      const next = (await core.send({ kind: "read_draft_link", fragment: place.brought }, reader)) as Draft;
      if (!isCurrent) return;
      setBroken(false);
      const own = touched.current ?? found;
      if (own && isWritten(own) && !isSame(own, next)) setBrought(next);
      else take(next);
    };
    if (place.brought)
      read().catch((error) => {
        // Of a core that did not start the shell tells.
        if (!isCurrent || !(error instanceof CoreFailure) || error.failure.code !== "malformed") return;
        tookUpWhatWasBrought();
        setBroken(true);
      });
    return () => {
      isCurrent = false;
    };
  }, [place]);
  useEffect(() => {
    const stop = onLeave(tellNow);
    return () => {
      stop();
      tellNow();
    };
  }, []);

  return {
    draft,
    told,
    isOwnBrought,
    brought,
    isBroughtBroken,
    change: (change) => {
      const next = { ...draft, ...change };
      touched.current = next;
      setDraft(next);
      clearTimeout(pause.current);
      untold.current = () => {
        setTold(next);
        core.send({ kind: "keep_draft", ...next }, reader).catch(() => undefined);
      };
      if ("title" in change || "text" in change) pause.current = setTimeout(tellNow, pauseMs);
      else tellNow();
    },
    tell: () => {
      hush();
      setTold(draft);
    },
    forget: () => {
      touched.current = null;
      show(fresh);
    },
    take: () => brought && take(brought),
    keep: () => {
      tookUpWhatWasBrought();
      setBrought(null);
    },
  };
}
