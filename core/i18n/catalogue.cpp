// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace qp::i18n {
namespace {

using Json = nlohmann::json;

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Collects the names between braces. False where a brace has no partner or no name.
bool collect_placeholders(std::string_view text, std::vector<std::string>& names) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '}') return false;
        if (text[i] != '{') continue;
        const std::size_t start = i + 1;
        std::size_t end = start;
        while (end < text.size() && is_name_char(text[end])) ++end;
        if (end == start || end == text.size() || text[end] != '}') return false;
        names.emplace_back(text.substr(start, end - start));
        i = end;
    }
    return true;
}

std::optional<Plural> plural_from(std::string_view word) {
    for (const Plural category :
         {Plural::zero, Plural::one, Plural::two, Plural::few, Plural::many, Plural::other}) {
        if (name(category) == word) return category;
    }
    return std::nullopt;
}

tl::unexpected<Error> bad(const std::string& key, const char* why) {
    return fail(Code::malformed, "message '" + key + "': " + why);
}

Result<Message> parse_forms(const std::string& key, const Json& object) {
    Message message;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto* text = it.value().get_ptr<const Json::string_t*>();
        if (text == nullptr) return bad(key, "a form is not a text");
        if (it.key() == "by") {
            message.by = *text;
        } else if (it.key() == "=0") {
            message.exactly_zero = *text;
        } else if (const auto category = plural_from(it.key())) {
            message.forms.emplace(*category, *text);
        } else {
            return bad(key, "a form is no plural category");
        }
    }
    if (message.by.empty()) return bad(key, "\"by\" is missing");
    if (!std::all_of(message.by.begin(), message.by.end(), is_name_char)) {
        return bad(key, "\"by\" is no placeholder");
    }
    if (message.forms.empty()) return bad(key, "no form at all");
    return message;
}

Result<Message> parse_message(const std::string& key, const Json& value) {
    Result<Message> message = Message{};
    if (const auto* text = value.get_ptr<const Json::string_t*>()) {
        message->forms.emplace(Plural::other, *text);
    } else if (value.is_object()) {
        message = parse_forms(key, value);
        if (!message) return message;
    } else {
        return bad(key, "neither a text nor plural forms");
    }
    std::vector<std::string> names;
    for (const auto& [category, text] : message->forms) {
        if (!collect_placeholders(text, names)) return bad(key, "a brace without its partner");
    }
    if (message->exactly_zero && !collect_placeholders(*message->exactly_zero, names)) {
        return bad(key, "a brace without its partner");
    }
    return message;
}

}  // namespace

std::string_view Message::form(const Language& language, std::int64_t count) const {
    if (count == 0 && exactly_zero) return *exactly_zero;
    if (const auto found = forms.find(plural_of(language, count)); found != forms.end()) {
        return found->second;
    }
    if (const auto found = forms.find(Plural::other); found != forms.end()) return found->second;
    return forms.empty() ? std::string_view{} : std::string_view{forms.rbegin()->second};
}

std::vector<std::string> Message::placeholders() const {
    std::vector<std::string> names;
    if (!by.empty()) names.push_back(by);
    for (const auto& [category, text] : forms) collect_placeholders(text, names);
    if (exactly_zero) collect_placeholders(*exactly_zero, names);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Result<Catalogue> Catalogue::parse(std::string_view json) {
    const Json root = Json::parse(json, nullptr, false);
    if (!root.is_object()) return fail(Code::malformed, "messages: not a JSON object");
    Catalogue catalogue;
    for (auto it = root.begin(); it != root.end(); ++it) {
        auto message = parse_message(it.key(), it.value());
        if (!message) return fail(message.error());
        catalogue.messages_.emplace(it.key(), std::move(*message));
    }
    return catalogue;
}

const Message* Catalogue::find(std::string_view key) const {
    const auto found = messages_.find(key);
    return found == messages_.end() ? nullptr : &found->second;
}

}  // namespace qp::i18n
