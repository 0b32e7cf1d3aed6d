// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/usb/usb_drive.h"

namespace qp::kiosk {

struct UsbOptions {
    // Empty: every removable volume that is mounted. Else this folder alone.
    std::string folder;
    // The folder counts only while something is mounted there, so that nothing lands on the
    // kiosk's own disk. False for trying it out.
    bool must_be_mounted = true;
};

class LinuxUsbDrive final : public UsbDrive {
public:
    explicit LinuxUsbDrive(UsbOptions options) : options_{std::move(options)} {}

    std::vector<Stick> sticks() override;
    Result<std::vector<std::string>> files(const Stick& stick, const std::string& ending) override;
    Status write(const Stick& stick, const std::string& name, BytesView bytes) override;
    Status read(const Stick& stick, const std::string& name,
                const std::function<Status(BytesView)>& take) override;

private:
    UsbOptions options_;
};

}  // namespace qp::kiosk
