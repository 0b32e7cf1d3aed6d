// SPDX-License-Identifier: EUPL-1.2
// What is being written: kept at every pause, and found again after the page was left.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../bridge/protocol";
import { useSession } from "../session";

const pauseMs = 300;

export interface WrittenIdea {
  draft: Draft;
  told: Draft; // what the core was told last: its view fits that
  change(change: Partial<Draft>): void;
  tell(): void; // at once, without waiting for a pause
  forget(): void;
}

export function useWrittenIdea(fresh: Draft): WrittenIdea {
  const { core, reader } = useSession();
  const [draft, setDraft] = useState<Draft>(fresh);
  const [told, setTold] = useState<Draft>(fresh);
  const isTouched = useRef(false);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    core.send({ kind: "draft" }, reader).then(
      (kept) => {
        if (!kept || isTouched.current) return;
        const found = { ...fresh, ...(kept as Draft) };
        setDraft(found);
        setTold(found);
      },
      () => undefined,
    );
    return () => clearTimeout(pause.current);
  }, []);

  return {
    draft,
    told,
    change: (change) => {
      isTouched.current = true;
      const next = { ...draft, ...change };
      setDraft(next);
      clearTimeout(pause.current);
      const tell = () => {
        setTold(next);
        core.send({ kind: "keep_draft", ...next }, reader).catch(() => undefined);
      };
      if ("title" in change || "text" in change) pause.current = setTimeout(tell, pauseMs);
      else tell();
    },
    tell: () => {
      clearTimeout(pause.current);
      setTold(draft);
    },
    forget: () => {
      clearTimeout(pause.current);
      isTouched.current = false;
      setDraft(fresh);
      setTold(fresh);
    },
  };
}
