// SPDX-License-Identifier: EUPL-1.2
// Text as the search compares it: lower case, "ä", "ae" and "a" alike (Bänke = Baenke = Banke), ß,
// ss and s alike, accents and punctuation gone, words apart by one blank. Cyrillic and Arabic
// letters stay. Text that is typed so far folds to a beginning of what the whole folds to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qp::store {

enum class Digraphs {
    fold,  // "ae" may be an umlaut: as everything in the index
    keep,  // it may also be a slip of the finger: for looking around a typing error
};
std::string fold(std::string_view text, Digraphs digraphs = Digraphs::fold);
std::vector<std::string> words(std::string_view folded);

}  // namespace qp::store
