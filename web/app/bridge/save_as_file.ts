// SPDX-License-Identifier: EUPL-1.2
const takenMs = 60_000; // by then the browser has it

// Hands a text to the reader as a file, without a server.
export function saveAsFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), takenMs);
}
