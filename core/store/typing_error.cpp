// SPDX-License-Identifier: EUPL-1.2
#include "core/store/typing_error.h"

#include <algorithm>
#include <cstdint>

#include "core/base/utf8.h"

namespace qp::store {

namespace {

constexpr std::uint8_t kTooFar = 2;
constexpr char32_t kLastLetter = 0x10FFFF;

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    while (!text.empty()) letters.push_back(utf8::next(text));
    return letters;
}

std::string text_of(const std::u32string& letters) {
    std::string text;
    for (const char32_t letter : letters) utf8::append(text, letter);
    return text;
}

// The distances (Damerau, neighbours once) between a beginning of a vocabulary word and every
// beginning of the typed word: one row a letter. Rows stay as the walk goes back and forth.
class Rows {
public:
    explicit Rows(std::u32string typed) : typed_{std::move(typed)} {
        Row first(typed_.size() + 1);
        for (std::size_t j = 0; j < first.size(); ++j) {
            first[j] = static_cast<std::uint8_t>(std::min<std::size_t>(j, kTooFar));
        }
        rows_.push_back(std::move(first));
    }

    const std::u32string& letters() const { return letters_; }
    void cut(std::size_t length) {
        letters_.resize(length);
        rows_.resize(length + 1);
    }

    // False, and nothing added, when no word that goes on like this can fit.
    bool add(char32_t letter) {
        const Row& above = rows_.back();
        Row row(above.size());
        row[0] = bounded(above[0] + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int same = typed_[j - 1] == letter ? 0 : 1;
            int best = std::min({above[j - 1] + same, above[j] + 1, row[j - 1] + 1});
            if (j >= 2 && !letters_.empty() && typed_[j - 2] == letter &&
                typed_[j - 1] == letters_.back()) {
                best = std::min(best, rows_[rows_.size() - 2][j - 2] + 1);
            }
            row[j] = bounded(best);
        }
        if (*std::min_element(row.begin(), row.end()) >= kTooFar) return false;
        letters_.push_back(letter);
        rows_.push_back(std::move(row));
        return true;
    }

    bool is_match() const { return rows_.back().back() < kTooFar; }

    // The lowest letter from `from` on that may follow; nothing if none may.
    std::optional<char32_t> next_letter(char32_t from) const {
        const Row& row = rows_.back();
        std::optional<char32_t> lowest;
        for (std::size_t j = 0; j < row.size(); ++j) {
            // The error is still free: any letter may come.
            if (row[j] == 0) return from <= kLastLetter ? std::optional{from} : std::nullopt;
            // The second of two swapped letters is met here too: the first cost one insertion.
            if (row[j] < kTooFar && j < typed_.size() && typed_[j] >= from) {
                if (!lowest || typed_[j] < *lowest) lowest = typed_[j];
            }
        }
        return lowest;
    }

private:
    using Row = std::vector<std::uint8_t>;
    static std::uint8_t bounded(int distance) {
        return static_cast<std::uint8_t>(std::min<int>(distance, kTooFar));
    }

    std::u32string typed_;
    std::u32string letters_;
    std::vector<Row> rows_;
};

// Where to look on once everything that begins like the rows' letters and then `from` or higher is
// done with; goes back a letter where nothing can follow. Nothing: the walk is over.
std::optional<std::string> next_target(Rows& rows, char32_t from) {
    for (;;) {
        if (const auto letter = rows.next_letter(from)) {
            // Surrogates are no letters: UTF-8 cannot hold them.
            const char32_t next = *letter >= 0xD800 && *letter <= 0xDFFF ? 0xE000 : *letter;
            std::u32string target = rows.letters();
            target.push_back(next);
            return text_of(target);
        }
        if (rows.letters().empty()) return std::nullopt;
        from = rows.letters().back() + 1;
        rows.cut(rows.letters().size() - 1);
    }
}

}  // namespace

std::vector<std::string> forgiving_matches(std::string_view word, Match match,
                                           const NextWord& next_word, std::size_t limit) {
    std::vector<std::string> found;
    Rows rows{letters_of(word)};
    std::optional<std::string> target = std::string{};
    while (target && found.size() < limit) {
        const auto candidate = next_word(*target);
        if (!candidate) break;
        const std::u32string letters = letters_of(*candidate);
        std::size_t same = 0;
        while (same < letters.size() && same < rows.letters().size() &&
               letters[same] == rows.letters()[same]) {
            ++same;
        }
        rows.cut(same);
        bool fits = match == Match::beginning && rows.is_match();
        std::size_t at = same;
        while (!fits && at < letters.size() && rows.add(letters[at])) {
            ++at;
            fits = match == Match::beginning && rows.is_match();
        }
        if (fits || (at == letters.size() && rows.is_match())) {
            found.push_back(*candidate);
            // The very next word in the vocabulary.
            target = *candidate + '\0';
        } else {
            target = next_target(rows, at < letters.size() ? letters[at] + 1 : 1);
        }
    }
    return found;
}

}  // namespace qp::store
