// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/kiosk_config.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace qp::kiosk::app {
namespace {

const std::string kGood =
    "quarter = \"stieghorst\"\n"
    "place = \"Quartierszentrum am Markt\"\n"
    "[city]\n"
    "url = \"http://127.0.0.1:8080\"\n"
    "key = \"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"\n";

TEST_CASE("a short kiosk.toml is enough") {
    const auto config = parse_config(kGood, "kiosk.toml");
    REQUIRE(config);
    CHECK(config->quarter == "stieghorst");
    CHECK(config->language == "de");
    CHECK(config->window.height == 1920);
    CHECK_FALSE(config->city.is_zero());
}

TEST_CASE("a kiosk holds its quarter and the city-wide part, or everything where it is told to") {
    CHECK(parse_config(kGood, "kiosk.toml")->scopes ==
          std::vector<std::string>{"city", "stieghorst"});
    CHECK(parse_config("holds = \"everything\"\n" + kGood, "kiosk.toml")->scopes.size() == 11);
    const auto wrong = parse_config("holds = \"much\"\n" + kGood, "kiosk.toml");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().detail.find("holds") != std::string::npos);
}

TEST_CASE("a headset is named with the path that tells whether it is plugged in") {
    const auto config =
        parse_config(kGood +
                         "[speech]\nheadset = \"plughw:CARD=Headset\"\nheadset_path = "
                         "\"/proc/asound/Headset\"\n",
                     "kiosk.toml");
    REQUIRE(config);
    CHECK(config->headset.device == "plughw:CARD=Headset");
    CHECK(config->headset.path == "/proc/asound/Headset");
    CHECK(parse_config(kGood, "kiosk.toml")->headset.device.empty());
    CHECK_FALSE(parse_config(kGood + "[speech]\nheadset_path = \"/proc/asound/Headset\"\n", "k"));
}

TEST_CASE("a kiosk without a network needs no address; a team's PIN stands there as a hash") {
    std::string text = kGood;
    text.erase(text.find("url"), text.find("key") - text.find("url"));
    const auto config = parse_config(text, "kiosk.toml");
    REQUIRE_MESSAGE(config, config.error().detail);
    CHECK(config->city_address.url.empty());
    CHECK(config->pin_hash.empty());
    CHECK(config->usb.must_be_mounted);

    const auto plain = parse_config(text + "[staff]\npin_hash = \"123456\"\n", "kiosk.toml");
    REQUIRE_FALSE(plain);
    CHECK(plain.error().detail.find("pin_hash") != std::string::npos);
    CHECK(plain.error().detail.find("123456") == std::string::npos);
}

TEST_CASE("phones open the app at the city's address, or where the file says") {
    CHECK(parse_config(kGood, "kiosk.toml")->phone_url == "http://127.0.0.1:8080");
    const auto other =
        parse_config(kGood + "phone_url = \"https://quartierpuls.example/\"\n", "kiosk.toml");
    REQUIRE_MESSAGE(other, other.error().detail);
    CHECK(other->phone_url == "https://quartierpuls.example");
    std::string by_hand = kGood;
    by_hand.erase(by_hand.find("url"), by_hand.find("key") - by_hand.find("url"));
    CHECK(parse_config(by_hand, "kiosk.toml")->phone_url.empty());
    CHECK(parse_config(by_hand + "phone_url = \"https://qp.example\"\n", "kiosk.toml")->phone_url ==
          "https://qp.example");
    for (const std::string& wrong : {std::string{"quartierpuls"}, "https://" + std::string(80, 'w'),
                                     std::string{"https://qp.example/app"}}) {
        std::string text = kGood;
        text.append("phone_url = \"").append(wrong).append("\"\n");
        const auto read = parse_config(text, "kiosk.toml");
        REQUIRE_FALSE(read);
        CHECK(read.error().detail.find("phone_url") != std::string::npos);
    }
}

TEST_CASE("a size in pixels is two sides between 320 and 8192, and nothing else") {
    WindowOptions window;
    CHECK(read_size("1920x1080", window));
    CHECK(window.width == 1920);
    for (const char* wrong :
         {"", "0x0", "-5x900", "1080x1920junk", "1080", "x", "1080x9000", " 1x1"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_size(wrong, window));
    }
    CHECK(window.width == 1920);
}

TEST_CASE("a key that nobody knows is named with its line") {
    const auto config = parse_config("qarter = \"mitte\"\n" + kGood, "kiosk.toml");
    REQUIRE_FALSE(config);
    CHECK(config.error().detail.find("kiosk.toml:1") != std::string::npos);
    CHECK(config.error().detail.find("qarter") != std::string::npos);
}

TEST_CASE("wrong values are named all at once, each with its line") {
    const auto config = parse_config(
        "quarter = \"berlin\"\nplace = \"x\"\nidle_seconds = 1\n[city]\nurl = \"ftp://x\"\nkey = "
        "\"12\"\n",
        "kiosk.toml");
    REQUIRE_FALSE(config);
    for (const char* line : {"kiosk.toml:1", "kiosk.toml:3", "kiosk.toml:5", "kiosk.toml:6"}) {
        CAPTURE(line);
        CHECK(config.error().detail.find(line) != std::string::npos);
    }
}

TEST_CASE("K26: a picture that hangs too low and a reach that is too high are named in the log") {
    KioskConfig config;
    CHECK(doubts(config).empty());
    config.glass.lower_edge_mm = 380;
    config.glass.reach_mm = 1220;
    CHECK(doubts(config).empty());
    config.glass.lower_edge_mm = 300;
    config.glass.reach_mm = 1400;
    const auto found = doubts(config);
    REQUIRE(found.size() == 2);
    CHECK(found[0].find("lower_edge_mm") != std::string::npos);
    CHECK(found[1].find("reach_mm") != std::string::npos);
}

TEST_CASE("the glass has stated measures, and none that no panel has") {
    const auto usual = parse_config(kGood, "kiosk.toml");
    REQUIRE(usual);
    CHECK(usual->diagonal_inches == 32);
    CHECK(usual->glass.distance_mm == 600);
    CHECK(usual->glass.reach_mm == 1000);
    const auto odd = parse_config(kGood + "[screen]\ndiagonal_inches = 0.5\n", "kiosk.toml");
    REQUIRE_FALSE(odd);
    CHECK(odd.error().detail.find("diagonal_inches") != std::string::npos);
}

TEST_CASE("the sample configuration is valid") {
    const char* source = std::getenv("QP_SOURCE");
    REQUIRE(source != nullptr);
    const auto config = read_config(std::string{source} + "/kiosk/app/kiosk.sample.toml");
    CHECK_MESSAGE(config, config.error().detail);
}

}  // namespace
}  // namespace qp::kiosk::app
