// SPDX-License-Identifier: EUPL-1.2
// UTF-8 text as people type it. Lengths count code points, so that a limit means the same in every
// script; what a reader sees as one character may be several of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qp::utf8 {

// Shortest forms only, no surrogates, nothing above U+10FFFF.
bool is_valid(std::string_view text);

// Takes the first code point off `rest`. A byte that starts no valid one gives U+FFFD and is taken
// alone, so a loop over any bytes ends. REQUIRES: `rest` is not empty.
char32_t next(std::string_view& rest);
// REQUIRES: a code point that UTF-8 can hold.
void append(std::string& text, char32_t code_point);

std::size_t length(std::string_view text);
// The first `code_points_max` code points.
std::string_view cut(std::string_view text, std::size_t code_points_max);

// Whether a letter of it belongs to a script that runs right to left (Hebrew, Arabic, their kin).
bool has_right_to_left(std::string_view text);

enum class LineBreaks { keep, to_space };
// Without control characters, byte-order marks and the marks that turn the writing direction of
// whatever text stands next to it; invalid bytes are left out. Tabs become spaces; CR LF, CR and
// the Unicode separators become one line break, or a space.
std::string without_control(std::string_view text, LineBreaks line_breaks);
// Without white space (Unicode's) at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace qp::utf8
