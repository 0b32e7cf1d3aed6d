// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/messages.h"

namespace qp::i18n {

Result<Messages> Messages::parse(std::span<const MessageFile> files) {
    Messages messages;
    for (const MessageFile& file : files) {
        if (find_language(file.tag) == nullptr) {
            return fail(Code::malformed, "messages: unknown language " + std::string{file.tag});
        }
        auto catalogue = Catalogue::parse(file.json);
        if (!catalogue) {
            return fail(Code::malformed, std::string{file.tag} + ": " + catalogue.error().detail);
        }
        messages.catalogues_.insert_or_assign(std::string{file.tag},
                                              std::make_unique<Catalogue>(std::move(*catalogue)));
    }
    if (!messages.catalogues_.contains(kDefaultLanguage)) {
        return fail(Code::malformed, "messages: German is missing");
    }
    for (const Language& language : languages()) {
        if (!messages.catalogues_.contains(language.tag)) continue;
        std::vector<const Catalogue*> chain;
        for (const Language* next = &language; next != nullptr;
             next = find_language(next->fallback)) {
            const auto found = messages.catalogues_.find(next->tag);
            if (found != messages.catalogues_.end()) chain.push_back(found->second.get());
        }
        auto locale = std::make_unique<Locale>(language, std::move(chain));
        messages.order_.push_back(locale.get());
        messages.by_tag_.emplace(std::string{language.tag}, std::move(locale));
    }
    return messages;
}

const Locale& Messages::in(std::string_view tag) const {
    auto found = by_tag_.find(tag);
    if (found == by_tag_.end()) found = by_tag_.find(kDefaultLanguage);
    return *found->second;
}

}  // namespace qp::i18n
