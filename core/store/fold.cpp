// SPDX-License-Identifier: EUPL-1.2
#include "core/store/fold.h"

#include "core/base/utf8.h"

namespace qp::store {

namespace {

// U+00C0 … U+017F without their accents; a blank separates words. "a" and "o" and "u" stand for the
// umlauts as well, and for the vowels that other languages write with a stroke or a ring.
constexpr std::string_view kLatin[] = {
    "a", "a", "a",  "a",  "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // C0
    "d", "n", "o",  "o",  "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "s",
    "a", "a", "a",  "a",  "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // E0
    "d", "n", "o",  "o",  "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a",  "a",  "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d",  "d",  // 100
    "d", "d", "e",  "e",  "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g",  "g",
    "g", "g", "g",  "g",  "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i",  "i",  // 120
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l",  "l",
    "l", "l", "l",  "n",  "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o",  "o",  // 140
    "o", "o", "o",  "o",  "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s",  "s",
    "s", "s", "t",  "t",  "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u",  "u",  // 160
    "u", "u", "u",  "u",  "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z",  "s",
};
static_assert(sizeof kLatin / sizeof kLatin[0] == 0x180 - 0xC0);

bool is_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) ||
           c == 0x640 || c == 0x670;
}

// Apostrophes and soft hyphens stand within words; zero-width joiners too.
bool is_silent(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xAD || (c >= 0x200B && c <= 0x200D) ||
           c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_separator(char32_t c) {
    if (c < 0x80) {
        return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }
    return c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
           c == 0x060C || c == 0x061B || c == 0x061F || c == 0x066A || c == 0x06D4 ||
           (c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD || c >= 0x1F000;
}

char32_t lower(char32_t c) {
    if (c >= 0x391 && c <= 0x3A9) return c + 0x20;  // Greek
    if (c >= 0x400 && c <= 0x40F) c += 0x50;        // Cyrillic
    if (c >= 0x410 && c <= 0x42F) c += 0x20;
    switch (c) {
        case 0x451:
            return 0x435;  // ё is often written е
        case 0x490:
            return 0x491;  // Ukrainian ґ
        case 0x622:
        case 0x623:
        case 0x625:
            return 0x627;  // alef with its signs
        case 0x649:
            return 0x64A;
        case 0x3C2:
            return 0x3C3;
        default:
            return c;
    }
}

bool takes_e(char32_t c) {
    return c == 'a' || c == 'o' || c == 'u' || c == 'A' || c == 'O' || c == 'U';
}

class Folder {
public:
    explicit Folder(Digraphs digraphs) : digraphs_{digraphs} {}

    void add(char32_t c) {
        if (is_mark(c)) {
            // An umlaut of two code points: the e after it is a letter of its own.
            may_swallow_e_ = false;
            return;
        }
        if (is_silent(c)) return;
        const bool swallow = may_swallow_e_ && (c == 'e' || c == 'E');
        may_swallow_e_ = digraphs_ == Digraphs::fold && takes_e(c);
        if (swallow) return;
        if (is_separator(c)) {
            blank_ = !text_.empty();
        } else if (c >= 0xC0 && c < 0x180) {
            const std::string_view letters = kLatin[c - 0xC0];
            if (letters == " ") {
                blank_ = !text_.empty();
            } else {
                put(letters);
            }
        } else {
            one_.clear();
            utf8::append(one_, c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : lower(c));
            put(one_);
        }
    }
    std::string take() { return std::move(text_); }

private:
    void put(std::string_view letters) {
        if (blank_) text_.push_back(' ');
        blank_ = false;
        // The sharp s is one letter or two; a word with one s more or less is hardly ever another.
        if (letters == "s" && !text_.empty() && text_.back() == 's') return;
        text_.append(letters);
    }

    Digraphs digraphs_;
    std::string text_;
    std::string one_;
    bool blank_ = false;
    bool may_swallow_e_ = false;
};

}  // namespace

std::string fold(std::string_view text, Digraphs digraphs) {
    Folder folder{digraphs};
    while (!text.empty()) {
        const char32_t c = utf8::next(text);
        folder.add(c == 0x1E9E ? U'\u00DF' : c);  // capital sharp s
    }
    return folder.take();
}

std::vector<std::string> words(std::string_view folded) {
    std::vector<std::string> result;
    while (!folded.empty()) {
        const std::size_t end = folded.find(' ');
        const std::string_view word = folded.substr(0, end);
        if (!word.empty()) result.emplace_back(word);
        if (end == std::string_view::npos) break;
        folded.remove_prefix(end + 1);
    }
    return result;
}

}  // namespace qp::store
