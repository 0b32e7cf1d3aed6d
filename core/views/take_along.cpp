// SPDX-License-Identifier: EUPL-1.2
#include "core/views/take_along.h"

#include "core/domain/draft_link.h"
#include "core/i18n/msg.h"

namespace qp::views {

TakeAlongView take_along_view(const Context& context, const domain::IdeaDraft& draft) {
    const i18n::Locale& locale = context.locale();
    TakeAlongView view;
    view.title = locale.text(msg::take_along_title);
    view.lead = locale.text(msg::take_along_intro);
    view.alt = locale.text(msg::take_along_picture);
    view.done = locale.text(msg::take_along_done);
    domain::IdeaDraft written = draft;
    written.language = std::string{locale.speech_tag()};
    if (const auto fragment = domain::draft_fragment(written))
        view.link = context.app_url + "/ideen/neu#" + *fragment;
    else
        view.fault = locale.text(msg::take_along_too_long);
    return view;
}

}  // namespace qp::views
