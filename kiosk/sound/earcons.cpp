// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/earcons.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace qp::kiosk::sound {
namespace {

struct Tone {
    double hertz = 0;  // 0: a pause
    double seconds = 0;
};

constexpr double kLoudest = 32767.0 / 3;
constexpr double kRiseSeconds = 0.006;

std::vector<Tone> melody(ui::Cue cue) {
    switch (cue) {
        case ui::Cue::none:
            return {};
        case ui::Cue::accepted:
            return {{784, 0.05}};
        case ui::Cue::saved:
            return {{587.3, 0.11}, {880, 0.2}};
        case ui::Cue::refused:
            return {{392, 0.14}, {293.7, 0.22}};
        case ui::Cue::countdown:
            return {{523.3, 0.1}, {0, 0.05}, {523.3, 0.1}, {0, 0.05}, {523.3, 0.1}};
    }
    return {};
}

// Up quickly, down slowly, as something that was struck.
double loudness(double at, double seconds) {
    const double fall = 1 - at / seconds;
    return std::min(1.0, at / kRiseSeconds) * fall * fall;
}

}  // namespace

std::vector<std::int16_t> earcon(ui::Cue cue, int volume_percent) {
    std::vector<std::int16_t> samples;
    const double loudest = kLoudest * std::clamp(volume_percent, 0, 100) / 100;
    if (loudest <= 0) return samples;
    for (const Tone& tone : melody(cue)) {
        const int count = static_cast<int>(tone.seconds * kSamplesASecond);
        for (int i = 0; i < count; ++i) {
            const double at = static_cast<double>(i) / kSamplesASecond;
            const double wave = std::sin(2 * std::numbers::pi * tone.hertz * at);
            samples.push_back(static_cast<std::int16_t>(
                std::lround(loudest * loudness(at, tone.seconds) * wave)));
        }
    }
    return samples;
}

}  // namespace qp::kiosk::sound
