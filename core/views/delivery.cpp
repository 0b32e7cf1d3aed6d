// SPDX-License-Identifier: EUPL-1.2
#include "core/views/delivery.h"

#include "core/i18n/msg.h"

namespace qp::views {

std::string delivery_text(const i18n::Locale& locale, store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::received:
            return locale.text(msg::delivery_received);
        case store::Delivery::refused:
            return locale.text(msg::delivery_refused);
        case store::Delivery::at_relay:
            return locale.text(msg::delivery_at_relay);
        case store::Delivery::saved:
            break;
    }
    return locale.text(msg::delivery_saved);
}

}  // namespace qp::views
