// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/messages.h"

#include <cassert>

namespace qp::i18n {

Messages::Messages(std::string_view keys, std::span<const PackedLanguage> packed)
    : keys_{std::make_unique<Keys>(keys)} {
    for (const PackedLanguage& each : packed) {
        catalogues_.emplace(std::string{each.tag},
                            std::make_unique<Catalogue>(*keys_, each.messages));
    }
    assert(catalogues_.contains(kDefaultLanguage));
    for (const Language& language : languages()) {
        if (!catalogues_.contains(language.tag)) continue;
        std::vector<const Catalogue*> chain;
        for (const Language* next = &language; next != nullptr;
             next = find_language(next->fallback)) {
            const auto found = catalogues_.find(next->tag);
            if (found != catalogues_.end()) chain.push_back(found->second.get());
        }
        auto locale = std::make_unique<Locale>(language, std::move(chain));
        order_.push_back(locale.get());
        by_tag_.emplace(std::string{language.tag}, std::move(locale));
    }
}

const Locale& Messages::in(std::string_view tag) const {
    auto found = by_tag_.find(tag);
    if (found == by_tag_.end()) found = by_tag_.find(kDefaultLanguage);
    return *found->second;
}

}  // namespace qp::i18n
