// SPDX-License-Identifier: EUPL-1.2
// All languages that have a message file, each with its fallbacks.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/i18n/locale.h"

namespace qp::i18n {

inline constexpr std::string_view kDefaultLanguage = "de";

struct PackedLanguage {
    std::string_view tag;
    std::string_view messages;  // as Catalogue reads them
};

class Messages {
public:
    // `packed`: German and any of languages(), each with all keys; must outlive this, as must
    // `keys`.
    Messages(std::string_view keys, std::span<const PackedLanguage> packed);

    // German where the tag is unknown or not spoken here. Valid as long as the Messages.
    const Locale& in(std::string_view tag, Telling telling = Telling::ages) const;
    // In the order of languages().
    const std::vector<const Locale*>& locales() const { return order_; }

private:
    std::unique_ptr<Keys> keys_;  // at one address, as what points to them
    std::map<std::string, std::unique_ptr<Catalogue>, std::less<>> catalogues_;
    struct Spoken {
        Locale with_ages;
        Locale with_dates;
    };
    std::map<std::string, Spoken, std::less<>> by_tag_;
    std::vector<const Locale*> order_;
};

// The files of assets/messages as they were at build time (link core_messages).
Messages built_in_messages();

}  // namespace qp::i18n
