// SPDX-License-Identifier: EUPL-1.2
// Text as the search compares it: lower case, "ä", "ae" and "a" alike (Bänke = Baenke = Banke), ß = ss,
// accents and punctuation gone, words apart by one blank. Cyrillic and Arabic letters stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qp::store {

std::string fold(std::string_view text);
std::vector<std::string> words(std::string_view folded);

}  // namespace qp::store
