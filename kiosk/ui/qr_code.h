// SPDX-License-Identifier: EUPL-1.2
// A text as a QR code, for the camera of somebody's phone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

struct QrCode {
    int side = 0;            // modules in a row and in a column
    std::vector<bool> dark;  // row by row

    bool is_dark(int column, int row) const {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(column)];
    }
};

// In the denser modes of the code where letters allow it. A scratch or a reflection over 15 % of it
// does no harm, or over 7 % where only so the text fits. no_space: it does not fit at all.
// REQUIRES: no zero in `text`.
Result<QrCode> qr_code(std::string_view text);

// A square of whole pixels a module: no larger than `side`, unless a module needs more for its
// three pixels. Dark on white in every theme, its quiet zone with it. `label` says what it is.
void qr_picture(Canvas& canvas, const QrCode& code, const std::string& id, const std::string& label,
                float side);

}  // namespace qp::kiosk::ui
