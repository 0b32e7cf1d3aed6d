// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/catalogue.h"

#include <algorithm>
#include <cassert>

namespace qp::i18n {
namespace {

constexpr std::array kPlurals{Plural::zero, Plural::one,  Plural::two,
                              Plural::few,  Plural::many, Plural::other};

// Up to the next `end`, which is taken away with it.
std::string_view take(std::string_view& rest, char end) {
    const std::size_t size = std::min(rest.find(end), rest.size());
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(std::min(size + 1, rest.size()));
    return taken;
}

std::vector<std::string_view> split(std::string_view packed) {
    std::vector<std::string_view> parts;
    parts.reserve(static_cast<std::size_t>(std::count(packed.begin(), packed.end(), kEnd)));
    while (!packed.empty()) parts.push_back(take(packed, kEnd));
    return parts;
}

void collect_placeholders(std::string_view text, std::vector<std::string>& names) {
    for (std::size_t open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        names.emplace_back(text.substr(open + 1, text.find('}', open) - open - 1));
    }
}

Message message_of(std::string_view packed) {
    Message message;
    if (packed.empty() || packed.front() != kField) {
        message.forms[static_cast<std::size_t>(Plural::other)] = packed;
        return message;
    }
    packed.remove_prefix(1);
    message.by = take(packed, kField);
    while (!packed.empty()) {
        const std::string_view which = take(packed, kField);
        const std::string_view text = take(packed, kField);
        if (which == "=0") message.exactly_zero = text;
        for (const Plural category : kPlurals) {
            if (name(category) == which) message.forms[static_cast<std::size_t>(category)] = text;
        }
    }
    return message;
}

}  // namespace

bool Message::has(Plural category) const {
    return forms[static_cast<std::size_t>(category)].data() != nullptr;
}

std::string_view Message::form(const Language& language, std::int64_t count) const {
    if (count == 0 && exactly_zero.data() != nullptr) return exactly_zero;
    for (const Plural category : {plural_of(language, count), Plural::other}) {
        if (has(category)) return forms[static_cast<std::size_t>(category)];
    }
    const auto last = std::find_if(forms.rbegin(), forms.rend(),
                                   [](std::string_view text) { return text.data() != nullptr; });
    return last == forms.rend() ? std::string_view{} : *last;
}

std::vector<std::string_view> Message::texts() const {
    std::vector<std::string_view> found;
    for (const std::string_view text : forms) {
        if (text.data() != nullptr) found.push_back(text);
    }
    if (exactly_zero.data() != nullptr) found.push_back(exactly_zero);
    return found;
}

std::vector<std::string> Message::placeholders() const {
    std::vector<std::string> names;
    if (!by.empty()) names.emplace_back(by);
    for (const std::string_view text : texts()) collect_placeholders(text, names);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Keys::Keys(std::string_view packed) : keys_{split(packed)} {
    assert(std::is_sorted(keys_.begin(), keys_.end()));
}

std::optional<std::size_t> Keys::find(std::string_view key) const {
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (found == keys_.end() || *found != key) return std::nullopt;
    return static_cast<std::size_t>(found - keys_.begin());
}

Catalogue::Catalogue(const Keys& keys, std::string_view packed)
    : keys_{&keys}, messages_{split(packed)} {
    assert(messages_.size() == keys.all().size());
}

std::optional<Message> Catalogue::find(std::string_view key) const {
    const auto index = keys_->find(key);
    if (!index) return std::nullopt;
    const std::string_view packed = messages_[*index];
    if (packed.size() == 1 && packed.front() == kMissing) return std::nullopt;
    return message_of(packed);
}

}  // namespace qp::i18n
