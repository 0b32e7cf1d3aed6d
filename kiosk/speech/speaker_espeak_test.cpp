// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/speech/speaker_espeak.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace qp::kiosk::speech {
namespace {

using namespace std::chrono_literals;

// A program in the place of espeak-ng, that does what it is told to do.
struct Fixture {
    Fixture() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "qp-speech-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
        program = folder + "/speaks";
    }
    ~Fixture() { std::filesystem::remove_all(folder); }

    void make(const std::string& lines) const {
        std::ofstream{program} << "#!/bin/sh\ncat > /dev/null\n" << lines << "\n";
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    }
    // Whether is_silent() changes with what is said: at once, as long as the machine is not busy.
    static bool changed(EspeakSpeaker& speaker, std::chrono::milliseconds within = 10s) {
        speaker.speak({{"Hallo", "de"}}, {});
        for (auto waited = 0ms; waited < within; waited += 5ms) {
            if (speaker.look()) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    void falls_silent(EspeakSpeaker& speaker, const std::string& lines) const {
        make(lines);
        CHECK(changed(speaker));
        CHECK(speaker.is_silent());
    }

    std::string folder;
    std::string program;
};

TEST_CASE_FIXTURE(Fixture, "a kiosk without a program that speaks says nothing, and goes on") {
    EspeakSpeaker speaker{folder + "/is-not-there"};
    CHECK_FALSE(speaker.is_available());
    speaker.speak({{"Hallo", "de"}}, {});
    CHECK_FALSE(speaker.look());
    CHECK_FALSE(speaker.is_silent());
}

TEST_CASE_FIXTURE(Fixture,
                  "an unplugged sound card is noticed once, and once again when it is back") {
    // As espeak-ng does: it complains, and ends as if all were well.
    const std::string complains =
        "echo 'ALSA lib pcm.c: Unknown PCM default' >&2\necho 'error: No such file' >&2";
    make(complains);
    EspeakSpeaker speaker{program};
    REQUIRE(speaker.is_available());
    falls_silent(speaker, complains);
    CHECK_FALSE(changed(speaker, 1s));
    CHECK(speaker.is_silent());
    make("echo 'ALSA lib pcm.c: underrun occurred' >&2");
    CHECK(changed(speaker));
    CHECK_FALSE(speaker.is_silent());
}

TEST_CASE_FIXTURE(Fixture, "a program that fails is noticed, one that is interrupted is not") {
    make("sleep 5");
    EspeakSpeaker speaker{program};
    speaker.speak({{"Hallo", "de"}}, {});
    speaker.stop();
    CHECK_FALSE(speaker.is_silent());
    falls_silent(speaker, "exit 3");
}

TEST_CASE_FIXTURE(Fixture, "a program that complains without end neither fills memory nor stops") {
    const std::string complains = "head -c 300000 /dev/zero | tr '\\0' 'x' >&2\nexit 3";
    make(complains);
    EspeakSpeaker speaker{program};
    falls_silent(speaker, complains);
}

}  // namespace
}  // namespace qp::kiosk::speech
