// SPDX-License-Identifier: EUPL-1.2
#include "core/store/word_index.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/store/fold.h"
#include "core/store/typing_error.h"

namespace qp::store {

namespace {

constexpr std::size_t kWordsMax = 12;  // of a query; more is a text, not a search
constexpr std::size_t kBeginningLettersMin = 4;
constexpr std::uint32_t kNamedMax = 40;      // words that begin alike, named one by one
constexpr std::size_t kNeighboursMax = 64;   // looked at
constexpr std::size_t kNeighboursUsed = 12;  // asked for: the most frequent ones

constexpr const char* kTables[] = {"idea_words", "actor_words", "project_words"};
constexpr const char* kAdd[] = {"INSERT INTO idea_words(rowid, words) VALUES(?1, ?2)",
                                "INSERT INTO actor_words(rowid, words) VALUES(?1, ?2)",
                                "INSERT INTO project_words(rowid, words) VALUES(?1, ?2)"};
constexpr const char* kRemove[] = {
    "INSERT INTO idea_words(idea_words, rowid, words) VALUES('delete', ?1, ?2)",
    "INSERT INTO actor_words(actor_words, rowid, words) VALUES('delete', ?1, ?2)",
    "INSERT INTO project_words(project_words, rowid, words) VALUES('delete', ?1, ?2)"};

// Folded words hold letters and digits alone, but quoting costs nothing.
std::string term(const std::string& word, bool is_beginning) {
    return "\"" + word + (is_beginning ? "\"*" : "\"");
}

Result<std::uint32_t> count_of(Database& database, Shelf shelf, const std::string& word) {
    auto statement = database.prepare("SELECT n FROM vocabulary WHERE shelf = ?1 AND word = ?2");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, static_cast<int>(shelf)).bind(2, word).step();
    if (!row) return fail(row.error());
    return *row ? static_cast<std::uint32_t>(statement->integer(0)) : 0u;
}

}  // namespace

const char* words_table(Shelf shelf) {
    return kTables[static_cast<int>(shelf)];
}

void WordWriter::count(Shelf shelf, const std::string& folded, int by) {
    const std::vector<std::string> all = words(folded);
    for (const std::string& word : std::set<std::string>{all.begin(), all.end()}) {
        counts_[{shelf, word}] += by;
    }
}

void WordWriter::add(Shelf shelf, std::int64_t key, std::string folded) {
    count(shelf, folded, 1);
    edits_.push_back({shelf, key, true, std::move(folded)});
}

void WordWriter::remove(Shelf shelf, std::int64_t key, std::string folded) {
    count(shelf, folded, -1);
    edits_.push_back({shelf, key, false, std::move(folded)});
}

Status WordWriter::write(const Edit& edit) {
    const int shelf = static_cast<int>(edit.shelf);
    auto statement = database_.prepare(edit.is_added ? kAdd[shelf] : kRemove[shelf]);
    if (!statement) return fail(statement.error());
    return statement->bind(1, edit.key).bind(2, edit.folded).run();
}

Status WordWriter::write_vocabulary() {
    for (const auto& [place, by] : counts_) {
        if (by == 0) continue;
        auto statement = database_.prepare(
            "INSERT INTO vocabulary(shelf, word, n) VALUES(?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET n = n + excluded.n");
        if (!statement) return fail(statement.error());
        statement->bind(1, static_cast<int>(place.first)).bind(2, place.second).bind(3, by);
        if (auto done = statement->run(); !done) return done;
        if (by > 0) continue;
        auto gone =
            database_.prepare("DELETE FROM vocabulary WHERE shelf = ?1 AND word = ?2 AND n <= 0");
        if (!gone) return fail(gone.error());
        gone->bind(1, static_cast<int>(place.first)).bind(2, place.second);
        if (auto done = gone->run(); !done) return done;
    }
    return {};
}

Status WordWriter::flush() {
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
        return a.shelf != b.shelf ? a.shelf < b.shelf : a.key < b.key;
    });
    for (std::size_t i = 0; i < edits_.size(); ++i) {
        // An entry that came again with the same words (a new step of an idea) need not be written.
        const bool is_same = i + 1 < edits_.size() && !edits_[i].is_added &&
                             edits_[i + 1].is_added && edits_[i].shelf == edits_[i + 1].shelf &&
                             edits_[i].key == edits_[i + 1].key &&
                             edits_[i].folded == edits_[i + 1].folded;
        if (is_same) {
            ++i;
        } else if (auto done = write(edits_[i]); !done) {
            return done;
        }
    }
    if (auto done = write_vocabulary(); !done) return done;
    edits_.clear();
    counts_.clear();
    return {};
}

WordQuery::WordQuery(std::string_view text) {
    std::vector<std::string> typed = words(fold(text));
    std::vector<std::string> letters = words(fold(text, Digraphs::keep));
    if (!typed.empty() && utf8::length(typed.back()) < 2) typed.pop_back();
    if (typed.size() > kWordsMax) typed.resize(kWordsMax);
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const bool may_go_on = utf8::length(typed[i]) >= kBeginningLettersMin;
        words_.push_back({std::move(typed[i]), std::move(letters[i]), may_go_on});
    }
    if (!words_.empty()) words_.back().is_beginning = true;
}

namespace {

class Vocabulary {
public:
    Vocabulary(Database& database, Shelf shelf) : database_{database}, shelf_{shelf} {}

    // The first word from `from` on. After an error nothing, and the error is kept.
    std::optional<std::string> next(std::string_view from) {
        auto statement = database_.prepare(
            "SELECT word FROM vocabulary WHERE shelf = ?1 AND word >= ?2 ORDER BY word LIMIT 1");
        if (!statement) {
            error_ = statement.error();
            return std::nullopt;
        }
        auto row = statement->bind(1, static_cast<int>(shelf_)).bind(2, from).step();
        if (!row) error_ = row.error();
        if (!row || !*row) return std::nullopt;
        return std::string{statement->text(0)};
    }

    Result<bool> knows(const std::string& word, bool is_beginning) {
        const auto found = next(word);
        if (error_) return fail(*error_);
        if (!found) return false;
        return is_beginning ? found->compare(0, word.size(), word) == 0 : *found == word;
    }

    // A word, or whatever begins like it, as the index is asked. Naming the words is much quicker
    // than a beginning, for which the index would have to be gathered anew each time.
    Result<std::string> asked(const std::string& word, bool is_beginning) {
        if (!is_beginning) return term(word, false);
        auto statement = database_.prepare(
            "SELECT word FROM vocabulary WHERE shelf = ?1 AND word >= ?2 ORDER BY word LIMIT ?3");
        if (!statement) return fail(statement.error());
        statement->bind(1, static_cast<int>(shelf_)).bind(2, word).bind(3, kNamedMax + 1);
        std::string named;
        for (std::uint32_t count = 0;; ++count) {
            auto row = statement->step();
            if (!row) return fail(row.error());
            if (!*row || statement->text(0).substr(0, word.size()) != word) break;
            if (count == kNamedMax) return term(word, true);
            if (count > 0) named += " OR ";
            named += term(std::string{statement->text(0)}, false);
        }
        return named.empty() ? term(word, false) : named;
    }

    // The most frequent words one typing error away.
    Result<std::vector<std::string>> neighbours(const std::string& word, bool is_beginning) {
        const auto found = forgiving_matches(
            word, is_beginning ? Match::beginning : Match::whole,
            [this](std::string_view from) { return next(from); }, kNeighboursMax);
        if (error_) return fail(*error_);
        std::vector<RareWord> counted;
        for (const std::string& candidate : found) {
            auto count = count_of(database_, shelf_, candidate);
            if (!count) return fail(count.error());
            counted.push_back({candidate, *count});
        }
        std::stable_sort(counted.begin(), counted.end(),
                         [](const RareWord& a, const RareWord& b) { return a.count > b.count; });
        if (counted.size() > kNeighboursUsed) counted.resize(kNeighboursUsed);
        std::vector<std::string> best;
        best.reserve(counted.size());
        for (RareWord& candidate : counted) best.push_back(std::move(candidate.word));
        return best;
    }

private:
    Database& database_;
    Shelf shelf_;
    std::optional<Error> error_;
};

}  // namespace

Result<std::string> WordQuery::exact(Database& database, Shelf shelf) const {
    Vocabulary vocabulary{database, shelf};
    std::string expression;
    for (const Word& word : words_) {
        auto asked = vocabulary.asked(word.text, word.is_beginning);
        if (!asked) return asked;
        if (!expression.empty()) expression += " AND ";
        expression += "(" + *asked + ")";
    }
    return expression;
}

Result<std::optional<std::string>> WordQuery::forgiving(Database& database, Shelf shelf) const {
    Vocabulary vocabulary{database, shelf};
    std::vector<bool> is_known;
    for (const Word& word : words_) {
        auto known = vocabulary.knows(word.text, word.is_beginning);
        if (!known) return fail(known.error());
        is_known.push_back(*known);
    }
    const bool all_known = std::find(is_known.begin(), is_known.end(), false) == is_known.end();
    std::string expression;
    bool has_neighbours = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const Word& word = words_[i];
        auto asked = vocabulary.asked(word.text, word.is_beginning);
        if (!asked) return fail(asked.error());
        std::string alternatives = std::move(*asked);
        if ((all_known || !is_known[i]) && utf8::length(word.text) >= kForgivenLettersMin) {
            std::vector<std::string> spellings{word.text};
            if (word.letter_by_letter != word.text) spellings.push_back(word.letter_by_letter);
            for (const std::string& spelling : spellings) {
                auto neighbours = vocabulary.neighbours(spelling, word.is_beginning);
                if (!neighbours) return fail(neighbours.error());
                for (const std::string& neighbour : *neighbours) {
                    alternatives += " OR " + term(neighbour, false);
                    has_neighbours = true;
                }
            }
        }
        if (!expression.empty()) expression += " AND ";
        expression += "(" + alternatives + ")";
    }
    if (!has_neighbours) return std::nullopt;
    return expression;
}

Result<std::vector<RareWord>> known_words(Database& database, Shelf shelf, std::string_view text) {
    const std::vector<std::string> all = words(fold(text));
    std::vector<RareWord> known;
    for (const std::string& word : std::set<std::string>{all.begin(), all.end()}) {
        auto count = count_of(database, shelf, word);
        if (!count) return fail(count.error());
        if (*count > 0) known.push_back({word, *count});
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const RareWord& a, const RareWord& b) { return a.count < b.count; });
    return known;
}

}  // namespace qp::store
