// SPDX-License-Identifier: EUPL-1.2
// The kiosk's sheet from which somebody takes a half-written idea along on their phone, as a QR
// code. The idea stands in the code itself: neither device needs a network for it.
#pragma once

#include "core/domain/idea.h"
#include "core/views/view.h"

namespace qp::views {

struct TakeAlongView {
    std::string title;
    std::string lead;
    std::string link;   // what the code holds; empty where `fault` says why there is none
    std::string alt;    // what is drawn, in words
    std::string fault;  // the text is longer than a code holds
    std::string done;
};
// REQUIRES: context.app_url.
TakeAlongView take_along_view(const Context& context, const domain::IdeaDraft& draft);

}  // namespace qp::views
