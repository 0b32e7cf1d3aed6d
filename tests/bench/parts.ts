// SPDX-License-Identifier: EUPL-1.2
// A bench can be run in parts: `--only NAME,…`. Without it, all.

// Whether a part is wanted. A name that there is none of ends it at once, not after half an hour.
export function wantedParts<Part extends string>(parts: readonly Part[], only = ""): (part: Part) => boolean {
  const names = only.split(",").filter(Boolean);
  const unknown = names.filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(", ")} (there are: ${parts.join(" ")})`);
  return (part) => names.length === 0 || names.includes(part);
}
