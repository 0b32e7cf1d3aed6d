// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "core/store/local.h"

namespace qp::native {

// Free bytes that this user may still write where `path` (a file or folder, which need not exist
// yet) lies. 0 where the file system cannot be asked: then nobody is told "saved".
class DiskRoom final : public store::Room {
public:
    explicit DiskRoom(std::string path) : path_{std::move(path)} {}
    std::uint64_t free_bytes() override;

private:
    std::string path_;
};

}  // namespace qp::native
