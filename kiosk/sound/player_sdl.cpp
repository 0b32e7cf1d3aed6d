// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/player_sdl.h"

#include <SDL.h>

#include <utility>

#include "kiosk/sound/earcons.h"

namespace qp::kiosk::sound {
namespace {

constexpr Uint16 kBufferSamples = 1024;  // 23 ms: a press and its sound are one

}  // namespace

SdlPlayer::~SdlPlayer() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    has_work_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void SdlPlayer::play(ui::Cue cue, int volume_percent) {
    auto samples = earcon(cue, volume_percent);
    if (samples.empty()) return;
    {
        const std::lock_guard lock{mutex_};
        next_ = std::move(samples);
    }
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
    has_work_.notify_one();
}

void SdlPlayer::stop() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock{mutex_};
        next_.emplace();
    }
    has_work_.notify_one();
}

bool SdlPlayer::look() {
    const bool is_silent = is_silent_;
    return std::exchange(was_silent_, is_silent) != is_silent;
}

void SdlPlayer::run() {
    std::unique_lock lock{mutex_};
    while (!is_ending_) {
        const auto has_something = [this] { return is_ending_ || next_.has_value(); };
        if (device_ == 0) {
            has_work_.wait(lock, has_something);
        } else if (!has_work_.wait_for(lock, kCloseAfter, has_something)) {
            next_.emplace();
        }
        if (is_ending_ || !next_) continue;
        const std::vector<std::int16_t> samples = *std::exchange(next_, std::nullopt);
        lock.unlock();
        if (samples.empty()) {
            close();
        } else {
            perform(samples);
        }
        lock.lock();
    }
    close();
}

void SdlPlayer::perform(const std::vector<std::int16_t>& samples) {
    if (device_ == 0) {
        SDL_AudioSpec wanted{};
        wanted.freq = kSamplesASecond;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = kBufferSamples;
        const bool has_audio = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
        if (has_audio) device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        is_silent_ = device_ == 0;
        if (device_ == 0) {
            if (has_audio) SDL_QuitSubSystem(SDL_INIT_AUDIO);
            return;
        }
        SDL_PauseAudioDevice(device_, 0);
    }
    SDL_ClearQueuedAudio(device_);
    SDL_QueueAudio(device_, samples.data(),
                   static_cast<Uint32>(samples.size() * sizeof(std::int16_t)));
}

void SdlPlayer::close() {
    if (device_ == 0) return;
    SDL_CloseAudioDevice(std::exchange(device_, 0));
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

}  // namespace qp::kiosk::sound
