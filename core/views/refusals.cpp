// SPDX-License-Identifier: EUPL-1.2
#include "core/views/refusals.h"

#include <algorithm>
#include <array>

#include "core/base/result.h"
#include "core/i18n/msg.h"

namespace qp::views {
namespace {

const char* kind_slug(const std::optional<ops::OpType>& type) {
    if (!type) return "ballot";
    switch (*type) {
        case ops::OpType::idea_submit:
            return "idea";
        case ops::OpType::idea_edit:
            return "edit";
        case ops::OpType::idea_withdraw:
            return "withdrawal";
        case ops::OpType::report:
            return "report";
        case ops::OpType::project_update:
            return "update";
        default:
            return "other";
    }
}

constexpr std::array kForGood{Code::bad_signature, Code::wrong_city, Code::conflict, Code::closed,
                              Code::bad_argument,  Code::too_large,  Code::damaged};

}  // namespace

std::string refused_kind(const i18n::Locale& locale, const store::RefusedContribution& refused) {
    return locale.text_or_empty(std::string{"staff.kind."} + kind_slug(refused.type));
}

std::string refused_why(const i18n::Locale& locale, const std::string& code) {
    std::string words = locale.text_or_empty("staff.why." + code);
    return words.empty() ? locale.text(msg::staff_why_unknown) : words;
}

bool may_help_to_retry(const std::string& code) {
    const auto named = code_named(code);
    return !named || std::find(kForGood.begin(), kForGood.end(), *named) == kForGood.end();
}

}  // namespace qp::views
