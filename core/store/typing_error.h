// SPDX-License-Identifier: EUPL-1.2
// Words of a sorted vocabulary that are one typing error away from a word: a letter too many,
// missing, wrong, or two neighbours swapped. Letters are code points. Instead of comparing with
// every word, the walk asks for the next word that can still fit and skips the rest.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qp::store {

inline constexpr std::size_t kForgivenLettersMin = 4;

enum class Match {
    whole,      // the word as a whole
    beginning,  // some beginning of the vocabulary's word: the person is still typing
};

// The first word of the vocabulary that is not before `from` in the order of UTF-8 bytes.
using NextWord = std::function<std::optional<std::string>(std::string_view from)>;

// All that fit, exact ones included, in the vocabulary's order; at most `limit`. The first letter
// may be wrong too. Ends early when `next_word` gives nothing.
std::vector<std::string> forgiving_matches(std::string_view word, Match match,
                                           const NextWord& next_word, std::size_t limit);

}  // namespace qp::store
