// SPDX-License-Identifier: EUPL-1.2
// espeak-ng as a process. It is given SSML by its standard input, so that text never becomes an
// option. Where it is missing or has no sound card the kiosk goes on without.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "kiosk/speech/speaker.h"

namespace qp::kiosk::speech {

struct Headset {
    std::string device;  // as "espeak-ng -d" takes it; empty: there is none
    std::string path;    // is there while it is plugged in; empty: it always is
};
// Where an utterance goes: a device, or "" for the usual one; nothing: nowhere, since all would
// hear what is private. Whoever plugs a headset in hears everything by it; from one that is always
// there comes what is private alone.
std::optional<std::string> output_for(const Utterance& utterance, const Headset& headset);

class EspeakSpeaker final : public Speaker {
public:
    // `program`: a path, or a name that PATH leads to; empty: no speech.
    explicit EspeakSpeaker(const std::string& program, Headset headset = {});
    ~EspeakSpeaker() override;
    EspeakSpeaker(const EspeakSpeaker&) = delete;
    EspeakSpeaker& operator=(const EspeakSpeaker&) = delete;

    bool is_available() const override { return !path_.empty(); }
    bool has_headset() const override;
    void speak(const Utterance& utterance, const Voice& voice) override;
    bool is_speaking() const override { return process_ > 0; }
    void stop() override;

    // What was said last to its end made no sound: the program failed, or found no sound card.
    bool is_silent() const { return is_silent_; }
    // To be called now and then. True where is_silent() has changed.
    bool look();

private:
    void read_complaints();
    void end();

    std::string path_;
    Headset headset_;
    pid_t process_ = 0;       // 0: none
    int complaints_fd_ = -1;  // what the process writes to its standard error
    std::string complaints_;
    bool is_silent_ = false;
};

// "Hallo" in German: <speak><voice xml:lang="de">Hallo</voice></speak>
std::string to_ssml(const Utterance& utterance);

}  // namespace qp::kiosk::speech
