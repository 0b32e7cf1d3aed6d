// SPDX-License-Identifier: EUPL-1.2
// kiosk.toml, checked. See kiosk.sample.toml for every key.
#pragma once

#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/ops/city.h"
#include "kiosk/app/attendance.h"
#include "kiosk/app/sleep_hours.h"
#include "kiosk/platform/window.h"
#include "kiosk/speech/speaker_espeak.h"
#include "kiosk/ui/appearance.h"
#include "kiosk/usb/usb_drive_linux.h"
#include "sync/client/connection.h"

namespace qp::kiosk::app {

struct KioskConfig {
    std::string quarter;
    std::vector<std::string> scopes;  // of what it holds
    std::string place;
    std::string language = "de";
    std::string data_folder;
    std::string speech_program = "espeak-ng";  // empty: the kiosk does not speak
    speech::Headset headset;
    AttendanceTimes attendance;
    SleepHours sleep;
    client::Address city_address;  // without a url: no network, only sticks
    std::string phone_url;         // where phones open the app, no slash at its end; may be empty
    ops::CityId city;
    WindowOptions window;
    float diagonal_inches = 32;
    ui::Glass
        glass;  // without its pixels for each millimetre: they follow from window and diagonal
    std::string pin_hash;  // of the team's screen; empty: nobody gets in
    UsbOptions usb;
};

// Errors name every mistake with its line.
Result<KioskConfig> read_config(const std::string& path);
Result<KioskConfig> parse_config(std::string_view text, const std::string& name);

// What may be so, and yet keeps people away, as sentences for the log: a picture that hangs so low
// or a reach that is so high that not everybody gets at it (K26).
std::vector<std::string> doubts(const KioskConfig& config);

// The glass with its pixels for each millimetre, where the window has so many.
ui::Glass glass_of(const KioskConfig& config, const Size& window);

// "1080x1920": false where it is no size of a window that the file could name, which stays as it
// is.
bool read_size(std::string_view text, WindowOptions& window);

}  // namespace qp::kiosk::app
