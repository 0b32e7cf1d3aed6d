// SPDX-License-Identifier: EUPL-1.2
import type { Text } from "../generated/views";
import { useSession } from "../session";

// Text that people wrote, in the language they wrote it in. Where no language is known, a <bdi> does: it has its own
// direction, so that German words keep their full stop at their end on an Arabic page.
export function Written({ text }: { text: Text }) {
  const { shell } = useSession();
  return text.lang && text.lang !== shell?.lang ? <bdi lang={text.lang}>{text.text}</bdi> : <>{text.text}</>;
}
