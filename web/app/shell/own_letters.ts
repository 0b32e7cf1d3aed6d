// SPDX-License-Identifier: EUPL-1.2
// Our own letters are as many bytes as the page, and every line is laid out anew once they are there. Who comes for
// the first time reads at once, in letters of the same width that the phone has, and gets ours with the first step or
// choice, which lays out everything anyway. Who has the app has them right after the first paint.
export function showOwnLetters(): void {
  document.documentElement.dataset.letters = "own";
}
