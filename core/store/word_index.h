// SPDX-License-Identifier: EUPL-1.2
// The full-text index: which word stands in which entry, with the vocabulary beside it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/store/database.h"

namespace qp::store {

// What is searched apart from each other.
enum class Shelf : std::uint8_t { ideas = 0, actors = 1, projects = 2 };

const char* words_table(Shelf shelf);

// Collects what is to be added and taken away within a transaction and writes it in one go: the
// index takes entries quickest in the order of their keys.
class WordWriter {
public:
    explicit WordWriter(Database& database) : database_{database} {}

    // `text` as it was folded. REQUIRES: what is removed was added with exactly this text.
    void add(Shelf shelf, std::int64_t key, std::string folded);
    void remove(Shelf shelf, std::int64_t key, std::string folded);
    Status flush();

private:
    struct Edit {
        Shelf shelf;
        std::int64_t key;
        bool is_added;
        std::string folded;
    };
    void count(Shelf shelf, const std::string& folded, int by);
    Status write(const Edit& edit);
    Status write_vocabulary();

    Database& database_;
    std::vector<Edit> edits_;
    std::map<std::pair<Shelf, std::string>, int> counts_;
};

// What a person typed, as the index is asked. All words must stand in an entry; the last one, and
// those of four letters and more (German bends and joins words), may go on there.
class WordQuery {
public:
    // A last word of a single letter is left out while more is still to come. Empty: nothing to
    // search for.
    explicit WordQuery(std::string_view text);
    bool is_empty() const { return words_.empty(); }

    Result<std::string> exact(Database& database, Shelf shelf) const;
    // With one typing error forgiven: in the words that the vocabulary does not know, or, where it
    // knows them all, in every word. Nothing where no word is long enough or has a neighbour.
    Result<std::optional<std::string>> forgiving(Database& database, Shelf shelf) const;

private:
    struct Word {
        std::string text;
        std::string letter_by_letter;  // with each "ae" as it was typed
        bool is_beginning = false;
    };
    std::vector<Word> words_;
};

struct RareWord {
    std::string word;
    std::uint32_t count = 0;  // entries that hold it
};
// The words of a text that the vocabulary knows, the rarest first.
Result<std::vector<RareWord>> known_words(Database& database, Shelf shelf, std::string_view text);

}  // namespace qp::store
