// SPDX-License-Identifier: EUPL-1.2
// Says text aloud, one utterance at a time.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace qp::kiosk::speech {

// Speech is in the language of the text (EN 301 549, 5.1.3.14): one utterance may have several.
struct Part {
    std::string text;
    std::string language;     // BCP 47
    bool is_private = false;  // for one person alone: through a headset, or not at all
    bool operator==(const Part&) const = default;
};
using Utterance = std::vector<Part>;

struct Voice {
    int rate_percent = 100;   // 50 … 200
    int volume_percent = 70;  // 10 … 100

    // By so many steps, as far as it goes.
    void make_faster(int steps) { rate_percent = std::clamp(rate_percent + 25 * steps, 50, 200); }
    void make_louder(int steps) {
        volume_percent = std::clamp(volume_percent + 10 * steps, 10, 100);
    }
    bool operator==(const Voice&) const = default;
};

class Speaker {
public:
    virtual ~Speaker() = default;
    // False: nothing will be heard, and nothing else changes.
    virtual bool is_available() const = 0;
    // Something that one person alone hears is plugged in.
    virtual bool has_headset() const = 0;
    // Returns at once. Nothing private is heard but through a headset. REQUIRES: nothing is being
    // said; `stop` comes first.
    virtual void speak(const Utterance& utterance, const Voice& voice) = 0;
    // Something is being said, as far as is known.
    virtual bool is_speaking() const = 0;
    // Silence, at once.
    virtual void stop() = 0;
};

}  // namespace qp::kiosk::speech
