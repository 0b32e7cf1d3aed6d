// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/kiosk_config.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/domain/place.h"
#include "core/i18n/language.h"
#include "native/config_file.h"
#include "native/pin.h"

namespace qp::kiosk::app {
namespace {

constexpr int kSideMin = 320;
constexpr int kSideMax = 8192;
// With the path behind it, less than the address that domain::kDraftBytesMax leaves room for.
constexpr std::size_t kPhoneUrlBytesMax = 80;

void read_general(native::ConfigSection& root, KioskConfig& config) {
    config.quarter = root.required_text("quarter");
    const bool is_known = config.quarter == domain::kCityScope || config.quarter.empty() ||
                          domain::find_quarter(config.quarter).has_value();
    if (!is_known) root.fault("quarter", "is no slug of a Stadtbezirk, nor \"city\"");
    const std::string holds = root.text("holds", "quarter");
    if (holds == "quarter") {
        config.scopes = domain::scopes_of(config.quarter);
    } else if (holds == "everything") {
        config.scopes = domain::all_scopes();
    } else {
        root.fault("holds", "is neither \"quarter\" nor \"everything\"");
    }
    config.place = root.required_text("place");
    config.language = root.text("language", "de");
    if (i18n::find_language(config.language) == nullptr) {
        root.fault("language", "is no language that is known here");
    }
    config.data_folder = root.path("data", "kiosk-data");
    const auto seconds = [&root](const char* key, std::int64_t usual, std::int64_t min) {
        return static_cast<double>(root.integer(key, usual, min, 3600));
    };
    config.attendance.idle_s = seconds("idle_seconds", 90, 10);
    config.attendance.warning_s = seconds("warning_seconds", 20, 20);
}

std::string read_phone_url(native::ConfigSection& city, const client::Address& usual) {
    client::Address phone = usual;
    phone.url = city.text("phone_url", {});
    const bool is_given = !phone.url.empty();
    if (!is_given) phone.url = usual.url;
    while (!phone.url.empty() && phone.url.back() == '/') phone.url.pop_back();
    const bool is_too_long = phone.url.size() > kPhoneUrlBytesMax;
    if (!is_given) return is_too_long ? std::string{} : phone.url;
    if (is_too_long)
        city.fault("phone_url", "is longer than the 80 bytes that a QR code has for it");
    if (auto checked = client::check_address(phone); !checked)
        city.fault("phone_url", checked.error().detail);
    return phone.url;
}

void read_city(native::ConfigSection city, KioskConfig& config) {
    config.city_address.url = city.text("url", {});
    config.city_address.ca_file = city.path("ca_file", {});
    if (!config.city_address.url.empty()) {
        if (auto checked = client::check_address(config.city_address); !checked) {
            city.fault("url", checked.error().detail);
        }
    }
    config.phone_url = read_phone_url(city, config.city_address);
    const std::string key = city.required_text("key");
    if (key.empty()) return;
    if (const auto id = ops::city_named(key)) {
        config.city = *id;
    } else {
        city.fault("key",
                   "must be the city's 32 or genesis 64 hex digits, as "
                   "\"quartierpuls-city keys\" prints them");
    }
}

void read_screen(native::ConfigSection screen, KioskConfig& config) {
    config.window.width = static_cast<int>(screen.integer("width", 1080, kSideMin, kSideMax));
    config.window.height = static_cast<int>(screen.integer("height", 1920, kSideMin, kSideMax));
    config.window.is_fullscreen = screen.boolean("fullscreen", false);
    const auto minute = [&screen](const char* key) {
        const std::string text = screen.text(key, {});
        const auto read = minute_of_day(text);
        if (!text.empty() && !read) screen.fault(key, "is no time of day like \"22:00\"");
        return text.empty() ? std::nullopt : read;
    };
    const auto from = minute("sleep_from");
    const auto until = minute("sleep_until");
    if (from.has_value() != until.has_value())
        screen.fault(from ? "sleep_from" : "sleep_until", "needs both, sleep_from and sleep_until");
    config.sleep = {from.value_or(0), until.value_or(0)};
    const auto length = [&screen](const char* key, float usual, double min, double max) {
        return static_cast<float>(screen.number(key, usual, min, max));
    };
    config.diagonal_inches = length("diagonal_inches", config.diagonal_inches, 7, 120);
    ui::Glass& glass = config.glass;
    glass.distance_mm = length("viewing_distance_mm", glass.distance_mm, 200, 5000);
    glass.lower_edge_mm = length("lower_edge_mm", glass.lower_edge_mm, 0, 2500);
    glass.reach_mm = length("reach_mm", glass.reach_mm, 300, 2500);
}

void read_speech(native::ConfigSection speech, KioskConfig& config) {
    config.speech_program = speech.text("program", config.speech_program);
    config.headset.device = speech.text("headset", {});
    config.headset.path = speech.path("headset_path", {});
    if (config.headset.device.empty() && !config.headset.path.empty())
        speech.fault("headset_path", "is of no use without \"headset\"");
}

void read_staff(native::ConfigSection staff, KioskConfig& config) {
    config.pin_hash = staff.text("pin_hash", {});
    if (!config.pin_hash.empty() && !native::is_pin_hash(config.pin_hash))
        staff.fault("pin_hash", "is no hash that \"quartierpuls-kiosk pin\" prints");
}

void read_usb(native::ConfigSection usb, KioskConfig& config) {
    config.usb.folder = usb.path("folder", {});
    config.usb.must_be_mounted = usb.boolean("must_be_mounted", true);
}

Result<KioskConfig> read_from(native::ConfigFile& file) {
    KioskConfig config;
    native::ConfigSection root = file.root();
    read_general(root, config);
    read_city(root.section("city"), config);
    read_screen(root.section("screen"), config);
    read_speech(root.section("speech"), config);
    read_staff(root.section("staff"), config);
    read_usb(root.section("usb"), config);
    if (auto checked = file.finish(); !checked) return fail(checked.error());
    return config;
}

}  // namespace

Result<KioskConfig> read_config(const std::string& path) {
    auto file = native::ConfigFile::read(path);
    if (!file) return fail(file.error());
    return read_from(*file);
}

Result<KioskConfig> parse_config(std::string_view text, const std::string& name) {
    auto file = native::ConfigFile::parse(text, name);
    if (!file) return fail(file.error());
    return read_from(*file);
}

std::vector<std::string> doubts(const KioskConfig& config) {
    // From a wheelchair nobody reaches lower, nor everybody higher (EN 301 549, 8.3).
    constexpr float kOperableFromMm = 380;
    constexpr float kOperableToMm = 1220;
    std::vector<std::string> found;
    if (config.glass.lower_edge_mm < kOperableFromMm)
        found.emplace_back(
            "[screen] lower_edge_mm: what is touched below 380 mm above the floor is out of reach "
            "from a wheelchair");
    if (config.glass.reach_mm > kOperableToMm)
        found.emplace_back(
            "[screen] reach_mm: more than 1220 mm is out of reach from a wheelchair");
    return found;
}

ui::Glass glass_of(const KioskConfig& config, const Size& window) {
    constexpr float kMillimetresAnInch = 25.4F;
    ui::Glass glass = config.glass;
    glass.px_per_mm =
        std::hypot(window.w, window.h) / (config.diagonal_inches * kMillimetresAnInch);
    return glass;
}

bool read_size(std::string_view text, WindowOptions& window) {
    const char* const end = text.data() + text.size();
    int width = 0;
    const auto [cross, error] = std::from_chars(text.data(), end, width);
    if (error != std::errc{} || cross == end || *cross != 'x') return false;
    int height = 0;
    const auto [rest, second_error] = std::from_chars(cross + 1, end, height);
    if (second_error != std::errc{} || rest != end) return false;
    if (std::min(width, height) < kSideMin || std::max(width, height) > kSideMax) return false;
    window.width = width;
    window.height = height;
    return true;
}

}  // namespace qp::kiosk::app
