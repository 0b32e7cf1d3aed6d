// SPDX-License-Identifier: EUPL-1.2
// The sound card, through SDL. espeak-ng plays through the same one, from a process of its own, and
// not every card takes two at once: it is opened when something is to sound and closed
// kCloseAfter later, or at once by `stop`. A device that is busy is no reason to wait: ALSA's
// default mixes where it can, and where it cannot SDL opens without blocking and the sound is left
// out. Nothing of SDL's audio (nor its thread that looks for new cards) lives while nobody wants
// sounds: it would wake a kiosk at rest.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "kiosk/sound/player.h"

namespace qp::kiosk::sound {

// A thread of its own speaks to SDL, since a sound server may take its time; it begins with the
// first sound. Must end before SDL_Quit.
class SdlPlayer final : public Player {
public:
    SdlPlayer() = default;
    ~SdlPlayer() override;
    SdlPlayer(const SdlPlayer&) = delete;
    SdlPlayer& operator=(const SdlPlayer&) = delete;

    void play(ui::Cue cue, int volume_percent) override;
    void stop() override;

    // What was to sound last could not: there is no sound card, or it is another's.
    bool is_silent() const { return is_silent_; }
    // True where is_silent() has changed since it was last asked.
    bool look();

    static constexpr std::chrono::milliseconds kCloseAfter{1500};

private:
    void run();
    void perform(const std::vector<std::int16_t>& samples);
    void close();

    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable has_work_;
    std::optional<std::vector<std::int16_t>> next_;  // empty: close
    bool is_ending_ = false;
    std::atomic<bool> is_silent_{false};
    bool was_silent_ = false;
    std::uint32_t device_ = 0;  // of the thread; 0: closed
};

}  // namespace qp::kiosk::sound
