// SPDX-License-Identifier: EUPL-1.2
#include "core/base/utf8.h"

#include <cassert>
#include <cstdint>

namespace qp::utf8 {

namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Decoded {
    char32_t code_point = kReplacement;
    std::size_t size = 1;
    bool is_valid = false;
};

std::uint8_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<std::uint8_t>(text[index]);
}

Decoded decode(std::string_view text) {
    const std::uint8_t first = byte_at(text, 0);
    if (first < 0x80) return {first, 1, true};
    std::size_t size = 0;
    char32_t lowest = 0;
    char32_t value = 0;
    if (first >= 0xc2 && first <= 0xdf) {
        size = 2, lowest = 0x80, value = first & 0x1f;
    } else if ((first & 0xf0) == 0xe0) {
        size = 3, lowest = 0x800, value = first & 0x0f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        size = 4, lowest = 0x10000, value = first & 0x07;
    } else {
        return {};
    }
    if (text.size() < size) return {};
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint8_t next_byte = byte_at(text, i);
        if ((next_byte & 0xc0) != 0x80) return {};
        value = (value << 6) | (next_byte & 0x3fu);
    }
    const bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < lowest || value > 0x10ffff || is_surrogate) return {};
    return {value, size, true};
}

// Marks that change how the text around them is ordered, and the byte-order mark.
bool is_unwanted_mark(char32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

bool is_line_break(char32_t c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

}  // namespace

bool is_valid(std::string_view text) {
    while (!text.empty()) {
        const Decoded decoded = decode(text);
        if (!decoded.is_valid) return false;
        text.remove_prefix(decoded.size);
    }
    return true;
}

char32_t next(std::string_view& rest) {
    assert(!rest.empty());
    const Decoded decoded = decode(rest);
    rest.remove_prefix(decoded.size);
    return decoded.code_point;
}

void append(std::string& text, char32_t c) {
    assert(c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff));
    const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        next(text);
        ++count;
    }
    return count;
}

bool has_right_to_left(std::string_view text) {
    const auto in = [](char32_t c, char32_t first, char32_t last) {
        return c >= first && c <= last;
    };
    while (!text.empty()) {
        const char32_t c = next(text);
        if (in(c, 0x590, 0x8FF) || in(c, 0xFB1D, 0xFDFF) || in(c, 0xFE70, 0xFEFE) ||
            in(c, 0x10800, 0x10FFF) || in(c, 0x1E800, 0x1EFFF)) {
            return true;
        }
    }
    return false;
}

std::string_view cut(std::string_view text, std::size_t code_points_max) {
    std::string_view rest = text;
    for (std::size_t i = 0; i < code_points_max && !rest.empty(); ++i) next(rest);
    return text.substr(0, text.size() - rest.size());
}

std::string without_control(std::string_view text, LineBreaks line_breaks) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Decoded decoded = decode(text);
        const char32_t c = decoded.code_point;
        text.remove_prefix(decoded.size);
        if (!decoded.is_valid || is_unwanted_mark(c)) continue;
        if (is_line_break(c)) {
            if (c == '\r' && text.starts_with('\n')) text.remove_prefix(1);
            result.push_back(line_breaks == LineBreaks::keep ? '\n' : ' ');
        } else if (c == '\t') {
            result.push_back(' ');
        } else if (!is_control(c)) {
            append(result, c);
        }
    }
    return result;
}

std::string_view trimmed(std::string_view text) {
    std::string_view rest = text;
    std::size_t begin = text.size();
    std::size_t end = 0;
    while (!rest.empty()) {
        const std::size_t at = text.size() - rest.size();
        if (is_space(next(rest))) continue;
        begin = at < begin ? at : begin;
        end = text.size() - rest.size();
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

}  // namespace qp::utf8
