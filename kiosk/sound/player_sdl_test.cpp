// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/player_sdl.h"

#include <SDL.h>
#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace qp::kiosk::sound {
namespace {

using namespace std::chrono_literals;
using ui::Cue;

// SDL plays into a file as it would into a card, or into nothing at all.
struct Fixture {
    Fixture() {
        std::string pattern = (std::filesystem::temp_directory_path() / "qp-sound-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
        setenv("SDL_DISKAUDIOFILE", file().c_str(), 1);
    }
    ~Fixture() {
        unsetenv("SDL_AUDIODRIVER");
        unsetenv("SDL_DISKAUDIOFILE");
        std::filesystem::remove_all(folder);
    }
    std::string file() const { return folder + "/heard.raw"; }
    static void card(const char* driver) { setenv("SDL_AUDIODRIVER", driver, 1); }
    int loudest() const {
        std::ifstream stream{file(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        int most = 0;
        for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
            const int sample =
                static_cast<std::int16_t>(static_cast<unsigned char>(bytes[i]) |
                                          static_cast<unsigned char>(bytes[i + 1]) << 8);
            most = std::max(most, std::abs(sample));
        }
        return most;
    }
    template <class Condition>
    static bool comes(Condition condition, std::chrono::milliseconds within = 10s) {
        for (auto waited = 0ms; waited < within; waited += 5ms) {
            if (condition()) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    static bool has_audio() { return SDL_WasInit(SDL_INIT_AUDIO) != 0; }

    std::string folder;
};

TEST_CASE_FIXTURE(Fixture, "a sound is heard, and as loud as it should be") {
    card("disk");
    SdlPlayer player;
    player.play(Cue::saved, 50);
    REQUIRE(comes([&] { return loudest() > 4000; }));
    CHECK(loudest() <= 32767 / 6);
    CHECK_FALSE(player.look());
}

TEST_CASE_FIXTURE(Fixture, "the card is closed a while after the last sound, and at once by stop") {
    card("disk");
    SdlPlayer player;
    player.play(Cue::accepted, 50);
    REQUIRE(comes([] { return has_audio(); }));
    CHECK(comes([] { return !has_audio(); }));
    player.play(Cue::countdown, 50);
    REQUIRE(comes([] { return has_audio(); }));
    const auto from = std::chrono::steady_clock::now();
    player.stop();
    CHECK(comes([] { return !has_audio(); }));
    CHECK(std::chrono::steady_clock::now() - from < SdlPlayer::kCloseAfter);
}

TEST_CASE_FIXTURE(Fixture, "without a sound card it goes on, and says so once until there is one") {
    card("is-not-there");
    SdlPlayer player;
    player.play(Cue::accepted, 50);
    REQUIRE(comes([&] { return player.look(); }));
    CHECK(player.is_silent());
    player.play(Cue::accepted, 50);
    CHECK_FALSE(comes([&] { return player.look(); }, 300ms));
    card("disk");
    player.play(Cue::accepted, 50);
    CHECK(comes([&] { return player.look(); }));
    CHECK_FALSE(player.is_silent());
}

TEST_CASE_FIXTURE(Fixture, "a card that cannot be opened, since another has it, is as none") {
    card("disk");
    // The file cannot be written: SDL's audio starts, and the device does not open.
    std::filesystem::create_directory(file());
    SdlPlayer player;
    player.play(Cue::saved, 50);
    REQUIRE(comes([&] { return player.look(); }));
    CHECK(player.is_silent());
    CHECK_FALSE(has_audio());
}

TEST_CASE_FIXTURE(Fixture,
                  "nobody waits for it, and who never wants sounds has none of SDL's audio") {
    card("disk");
    {
        SdlPlayer player;
        player.stop();
        player.play(Cue::none, 50);
        player.play(Cue::saved, 0);
        std::this_thread::sleep_for(50ms);
        CHECK_FALSE(has_audio());
    }
    SdlPlayer player;
    const auto from = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) player.play(Cue::refused, 50);
    CHECK(std::chrono::steady_clock::now() - from < 2s);
}

}  // namespace
}  // namespace qp::kiosk::sound
