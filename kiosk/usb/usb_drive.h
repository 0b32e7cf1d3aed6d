// SPDX-License-Identifier: EUPL-1.2
// Sticks that somebody puts in and pulls out when they like. Any call may find the stick gone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::kiosk {

struct Stick {
    std::string folder;        // where it is mounted
    std::uint64_t device = 0;  // what is mounted there now: another one has another number
    bool is_read_only = false;
    bool operator==(const Stick&) const = default;
};

// Used by the sync thread and, for sticks(), by the one that draws.
class UsbDrive {
public:
    virtual ~UsbDrive() = default;

    // Those that are in now, by folder. Quick: asked once a second while a screen shows it.
    virtual std::vector<Stick> sticks() = 0;
    // Names of files on it that end so, sorted, at most kFilesMax. unavailable: the stick is gone.
    virtual Result<std::vector<std::string>> files(const Stick& stick,
                                                   const std::string& ending) = 0;
    // Under a name beside until it is whole, on the stick, and has been read back; so success means
    // that the stick may be pulled out. A file of that name is replaced. no_space, refused (it
    // cannot be written), damaged (what is read back differs), unavailable (pulled out), storage.
    virtual Status write(const Stick& stick, const std::string& name, BytesView bytes) = 0;
    // Piece by piece; ends at the first error of `take`. unavailable, storage.
    virtual Status read(const Stick& stick, const std::string& name,
                        const std::function<Status(BytesView)>& take) = 0;

    static constexpr std::size_t kFilesMax = 64;
};

}  // namespace qp::kiosk
