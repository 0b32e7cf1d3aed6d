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
        Locale with_dates{language, chain, Telling::dates};
        Locale with_ages{language, std::move(chain)};
        const auto added = by_tag_.emplace(std::string{language.tag},
                                           Spoken{std::move(with_ages), std::move(with_dates)});
        order_.push_back(&added.first->second.with_ages);
    }
}

const Locale& Messages::in(std::string_view tag, Telling telling) const {
    auto found = by_tag_.find(tag);
    if (found == by_tag_.end()) found = by_tag_.find(kDefaultLanguage);
    const Spoken& spoken = found->second;
    return telling == Telling::dates ? spoken.with_dates : spoken.with_ages;
}

}  // namespace qp::i18n
