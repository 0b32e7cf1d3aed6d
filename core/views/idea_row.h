// SPDX-License-Identifier: EUPL-1.2
// How an idea is told in a line. Inner part of the views on ideas, the start screen and the radar.
#pragma once

#include "core/views/idea_list.h"

namespace qp::views {

// "47 unterstützen das"; says so where the number is not known.
std::string supports_text(const i18n::Locale& locale, const std::optional<domain::Tally>& supports);
// "47", or empty where it is not known (yet): unknown is not zero.
std::string supports_number(const i18n::Locale& locale,
                            const std::optional<domain::Tally>& supports);
// "beschlossen", "jetzt im Innovationszirkel"
std::string status_word(const i18n::Locale& locale, domain::IdeaStatus status);
// "seit gestern öffentlich", "Innovationszirkel seit 3. November"
std::string status_since(const i18n::Locale& locale, domain::IdeaStatus status, Instant at,
                         Instant now);
Result<SupportButton> support_button(const Context& context, const domain::Idea& idea);
Result<IdeaRow> idea_row(const Context& context, const store::FoundIdea& found);
Result<std::vector<IdeaRow>> idea_rows(const Context& context,
                                       const std::vector<store::FoundIdea>& found);

}  // namespace qp::views
