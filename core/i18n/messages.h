// SPDX-License-Identifier: EUPL-1.2
// All languages that have a message file, each with its fallbacks.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/i18n/locale.h"

namespace qp::i18n {

inline constexpr std::string_view kDefaultLanguage = "de";

struct MessageFile {
    std::string_view tag;
    std::string_view json;
};

class Messages {
public:
    // malformed, naming file and key, on a bad file, an unknown tag or where German is missing.
    static Result<Messages> parse(std::span<const MessageFile> files);

    // German where the tag is unknown or not spoken here. Valid as long as the Messages.
    const Locale& in(std::string_view tag) const;
    // In the order of languages().
    const std::vector<const Locale*>& locales() const { return order_; }

private:
    std::map<std::string, std::unique_ptr<Catalogue>, std::less<>> catalogues_;
    std::map<std::string, std::unique_ptr<Locale>, std::less<>> by_tag_;
    std::vector<const Locale*> order_;
};

// The files of assets/messages as they were at build time (link core_messages). Parses them anew at
// each call: a program keeps the result.
Messages built_in_messages();

}  // namespace qp::i18n
