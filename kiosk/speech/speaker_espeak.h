// SPDX-License-Identifier: EUPL-1.2
// espeak-ng as a process. It is given SSML by its standard input, so that text never becomes an
// option. Where it is missing or has no sound card the kiosk goes on without.
#pragma once

#include <sys/types.h>

#include <string>

#include "kiosk/speech/speaker.h"

namespace qp::kiosk::speech {

class EspeakSpeaker final : public Speaker {
public:
    // `program`: a path, or a name that PATH leads to; empty: no speech.
    explicit EspeakSpeaker(const std::string& program);
    ~EspeakSpeaker() override;
    EspeakSpeaker(const EspeakSpeaker&) = delete;
    EspeakSpeaker& operator=(const EspeakSpeaker&) = delete;

    bool is_available() const override { return !path_.empty(); }
    void speak(const Utterance& utterance, const Voice& voice) override;
    void stop() override;

private:
    std::string path_;
    pid_t process_ = 0;  // 0: none
};

// "Hallo" in German: <speak><voice xml:lang="de">Hallo</voice></speak>
std::string to_ssml(const Utterance& utterance);

}  // namespace qp::kiosk::speech
