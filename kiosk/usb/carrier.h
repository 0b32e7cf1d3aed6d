// SPDX-License-Identifier: EUPL-1.2
// Carries by stick: writes what waits for the city, reads what the city sends back. Runs on the
// sync thread (client::Runner::post), which owns the replica.
#pragma once

#include <string>

#include "core/base/ports.h"
#include "core/replica/replica.h"
#include "kiosk/usb/usb_drive.h"

namespace qp::kiosk {

struct Written {
    std::uint32_t contributions = 0;
    std::uint32_t files = 0;
};
// Everything without the city's receipt. Nothing is deleted here, whatever becomes of the stick.
// Errors: those of UsbDrive::write (files that were written before are good); not_found where the
// city's keys are not known yet: a return brings them.
Result<Written> write_bundles(replica::Replica& replica, UsbDrive& drive, const Stick& stick,
                              Instant now);

struct Read {
    std::uint32_t files = 0;  // returns for this kiosk
    std::uint32_t receipts = 0;
    bool has_taken_content = false;
    bool is_older = false;       // there was content, but none newer than what is held
    std::uint32_t others = 0;    // returns for other kiosks
    std::optional<Error> fault;  // the last file that could not be used, or not wholly
};

struct ReadPlace {
    ops::CityId city;
    std::string snapshot_path;  // where a snapshot is copied to; removed afterwards
    store::Room& room;
};
// Every return on the stick. Fails only where the stick itself does (unavailable, storage).
Result<Read> read_returns(replica::Replica& replica, UsbDrive& drive, const Stick& stick,
                          const ReadPlace& place);

}  // namespace qp::kiosk
