// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/keyboard_layout.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/base/utf8.h"

namespace qp::kiosk::ui {
namespace {

using nlohmann::json;

constexpr float kKeyWidthMax = 20;

// Says only where a text stops being JSON.
struct SyntaxCheck final : nlohmann::json_sax<json> {
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        at = position;
        return false;
    }
    std::size_t at = 0;
};

tl::unexpected<Error> syntax_fault(std::string_view text) {
    SyntaxCheck check;
    json::sax_parse(text, &check);
    const auto before = text.substr(0, check.at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return fail(Code::malformed, "line " + std::to_string(line) + ": no JSON");
}

const std::set<std::string>& special_keys() {
    static const std::set<std::string> kAll{kShiftKey, kEraseKey, kSymbolsKey, kSpaceKey,
                                            kEnterKey, kLeftKey,  kRightKey,   kDoneKey};
    return kAll;
}

std::optional<KeyboardKey> parse_key(const json& given) {
    const bool is_wide =
        given.is_array() && given.size() == 2 && given[0].is_string() && given[1].is_number();
    if (!is_wide && !given.is_string()) return std::nullopt;
    KeyboardKey key;
    key.key = (is_wide ? given[0] : given).get<std::string>();
    if (is_wide) key.width = given[1].get<float>();
    const bool is_known = !is_special(key.key) || special_keys().contains(key.key);
    if (key.key.empty() || !is_known || !(key.width > 0 && key.width < kKeyWidthMax))
        return std::nullopt;
    return key;
}

Result<KeyboardRows> parse_rows(const json& document, const char* name) {
    const auto rows = document.find(name);
    const std::string where = std::string{"\""} + name + "\"";
    if (rows == document.end() || !rows->is_array() || rows->empty())
        return fail(Code::malformed, where + ": there are no such rows");
    KeyboardRows out;
    std::set<std::string> keys;
    for (const json& row : *rows) {
        const std::string in_row = where + ", row " + std::to_string(out.size() + 1);
        if (!row.is_array() || row.empty()) return fail(Code::malformed, in_row + ": no keys");
        out.emplace_back();
        for (const json& given : row) {
            const auto key = parse_key(given);
            const std::string at = in_row + ", key " + std::to_string(out.back().size() + 1);
            if (!key) return fail(Code::malformed, at + ": no key");
            if (!keys.insert(key->key).second) return fail(Code::malformed, at + ": twice");
            out.back().push_back(*key);
        }
    }
    // Without them a person could not correct, or not get out.
    for (const std::string& needed : {kEraseKey, kSymbolsKey, kSpaceKey, kDoneKey})
        if (!keys.contains(needed)) return fail(Code::malformed, where + ": lacks " + needed);
    return out;
}

// {"e": "éèê"}: each letter's accents, one code point each.
std::map<std::string, std::vector<std::string>> parse_accents(const json& document) {
    std::map<std::string, std::vector<std::string>> accents;
    const auto given = document.find("accents");
    if (given == document.end() || !given->is_object()) return accents;
    for (const auto& [letter, value] : given->items()) {
        if (!value.is_string()) continue;
        const auto all = value.get<std::string>();
        for (std::string_view rest{all}; !rest.empty();) {
            std::string accent;
            utf8::append(accent, utf8::next(rest));
            accents[letter].push_back(std::move(accent));
        }
    }
    return accents;
}

// What the shifted rows write, and its accents. Signs have names of their own there.
std::set<std::string> capitals_of(const KeyboardLayout& layout) {
    std::set<std::string> capitals;
    for (const auto& row : layout.shifted) {
        for (const KeyboardKey& key : row) {
            if (is_special(key.key) || layout.spoken.contains(key.key)) continue;
            capitals.insert(key.key);
            const auto accents = layout.accents.find(key.key);
            if (accents == layout.accents.end()) continue;
            capitals.insert(accents->second.begin(), accents->second.end());
        }
    }
    return capitals;
}

}  // namespace

bool is_special(std::string_view key) {
    return key.size() > 2 && key.front() == '{';
}

Result<KeyboardLayout> parse_keyboard(std::string_view text) {
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) return syntax_fault(text);
    if (!document.is_object()) return fail(Code::malformed, "line 1: no JSON object");
    KeyboardLayout layout;
    auto letters = parse_rows(document, "letters");
    if (!letters) return fail(letters.error());
    auto shifted = parse_rows(document, "shifted");
    if (!shifted) return fail(shifted.error());
    auto symbols = parse_rows(document, "symbols");
    if (!symbols) return fail(symbols.error());
    layout.letters = std::move(*letters);
    layout.shifted = std::move(*shifted);
    layout.symbols = std::move(*symbols);
    if (const auto spoken = document.find("spoken");
        spoken != document.end() && spoken->is_object()) {
        for (const auto& [key, value] : spoken->items()) {
            if (value.is_string()) layout.spoken[key] = value.get<std::string>();
        }
    }
    layout.accents = parse_accents(document);
    layout.has_capitals = document.value("capitals", json(true)) != json(false);
    if (layout.has_capitals) layout.capitals = capitals_of(layout);
    return layout;
}

Name name_of(const KeyboardLayout& layout, const std::string& text, const std::string& language) {
    const std::string& key = text == " " ? kSpaceKey : (text == "\n" ? kEnterKey : text);
    const auto spoken = layout.spoken.find(key);
    return spoken == layout.spoken.end() ? Name{text, language}
                                         : Name{spoken->second, layout.language};
}

std::string with_letter(std::string_view words, std::string_view letter) {
    std::string out{words};
    const auto place = out.find(kLetterPlace);
    if (place != std::string::npos)
        out.replace(place, std::string_view{kLetterPlace}.size(), letter);
    return out;
}

}  // namespace qp::kiosk::ui
