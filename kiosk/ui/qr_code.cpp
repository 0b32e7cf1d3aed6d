// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/qr_code.h"

#include <qrencode.h>

#include <cmath>
#include <memory>

namespace qp::kiosk::ui {
namespace {

// The quiet zone of ISO/IEC 18004, without which cameras do not find the code.
constexpr int kQuietModules = 4;
constexpr float kModulePixelsMin = 3;
constexpr Color kDark = rgb(0x000000);
constexpr Color kLight = rgb(0xFFFFFF);

using Encoded = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Encoded encode(const std::string& text, QRecLevel level) {
    constexpr int kSmallestVersion = 0;
    constexpr int kIsCaseSensitive = 1;
    return {QRcode_encodeString(text.c_str(), kSmallestVersion, level, QR_MODE_8, kIsCaseSensitive),
            &QRcode_free};
}

// Neighbours in a row are one rectangle: nothing shines through between them, and a frame stays
// within the vertices that a draw list can number.
void draw_row(Painter& painter, const QrCode& code, int row, Point at, float module) {
    for (int from = 0; from < code.side; ++from) {
        if (!code.is_dark(from, row)) continue;
        int to = from;
        while (to < code.side && code.is_dark(to, row)) ++to;
        painter.fill({at.x + real(from) * module, at.y, real(to - from) * module, module}, kDark);
        from = to;
    }
}

}  // namespace

Result<QrCode> qr_code(std::string_view text) {
    const std::string whole{text};
    Encoded encoded = encode(whole, QR_ECLEVEL_M);
    if (!encoded) encoded = encode(whole, QR_ECLEVEL_L);
    if (!encoded) return fail(Code::no_space, "a text longer than a QR code");
    QrCode code;
    code.side = encoded->width;
    const int modules = code.side * code.side;
    code.dark.reserve(static_cast<std::size_t>(modules));
    for (int i = 0; i < modules; ++i) code.dark.push_back((encoded->data[i] & 1) != 0);
    return code;
}

void qr_picture(Canvas& c, const QrCode& code, const std::string& id, const std::string& label,
                float side) {
    const float modules = real(code.side + 2 * kQuietModules);
    const float module = std::max(kModulePixelsMin, std::floor(side * c.scale() / modules));
    Box box;
    box.width = module * modules / c.scale();
    box.height = box.width;
    c.paint(box, {id, Role::picture, label, {}, {}, Action::none},
            [code, module, modules](Painter& painter, const Rect& rect) {
                const Point corner{std::round(rect.x), std::round(rect.y)};
                painter.fill({corner.x, corner.y, module * modules, module * modules}, kLight);
                for (int row = 0; row < code.side; ++row) {
                    draw_row(painter, code, row,
                             {corner.x + kQuietModules * module,
                              corner.y + real(kQuietModules + row) * module},
                             module);
                }
            });
}

}  // namespace qp::kiosk::ui
