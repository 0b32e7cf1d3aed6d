// SPDX-License-Identifier: EUPL-1.2
// The running kiosk: window, screens, one session, sync in the background. Draws only when
// something has happened.
#pragma once

#include <memory>
#include <string>

#include "kiosk/app/kiosk_config.h"

namespace qp::kiosk::app {

struct KioskOptions {
    KioskConfig config;
    std::string assets;  // folder with fonts, pictograms, keyboards
    std::string script;  // a file, "-" for standard input, empty for none
};

class Kiosk {
public:
    static Result<std::unique_ptr<Kiosk>> start(const KioskOptions& options);
    ~Kiosk();
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    // Until the window is closed, the script says quit or the system asks to stop. The exit code: 1
    // when a script's command failed.
    int run();

private:
    struct Impl;
    explicit Kiosk(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::kiosk::app
