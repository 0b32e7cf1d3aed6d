// SPDX-License-Identifier: EUPL-1.2
import type { Text } from "../generated/views";
import { useSession } from "../session";

// Text that people wrote, in the language they wrote it in.
export function Written({ text }: { text: Text }) {
  const { shell } = useSession();
  return text.lang && text.lang !== shell?.lang ? <span lang={text.lang}>{text.text}</span> : <>{text.text}</>;
}
