// SPDX-License-Identifier: EUPL-1.2
// Ideas in PouchDB as its manual would have it: an id that sorts by time, an index of words for searching, and a list
// of the newest when the page opens. The bench calls what stands in `peer`.
const database = new PouchDB("ideas", { auto_compaction: true });
const shown = 20;

const words = {
  _id: "_design/words",
  views: {
    words: {
      map: `function (idea) {
        if (!idea.title) return;
        var seen = {};
        idea.title.toLowerCase().split(/[^a-zäöüß0-9]+/).forEach(function (word) {
          if (word && !seen[word]) emit(word);
          seen[word] = true;
        });
      }`,
    },
  },
};

window.peer = {
  async fill(ideas) {
    await database.bulkDocs(ideas);
  },
  async index() {
    await database.put(words);
    await database.query("words", { limit: 0 });
  },
  // Milliseconds of each, from the call to its answer.
  async save(ideas) {
    const took = [];
    for (const idea of ideas) {
      const begun = performance.now();
      await database.put(idea);
      took.push(performance.now() - begun);
    }
    return took;
  },
  async search(prefixes) {
    await database.query("words", { limit: 1 }); // what was saved meanwhile is in the index then
    const took = [];
    for (const prefix of prefixes) {
      const begun = performance.now();
      await database.query("words", { startkey: prefix, endkey: `${prefix}\ufff0`, limit: shown, include_docs: true });
      took.push(performance.now() - begun);
    }
    return took;
  },
};

const newest = await database.allDocs({ descending: true, startkey: "~", endkey: "0", limit: shown, include_docs: true });
for (const { doc } of newest.rows) {
  const row = document.createElement("li");
  row.className = "idea";
  row.textContent = doc.title;
  document.querySelector("ul").append(row);
}
document.documentElement.dataset.peer = "ready";
